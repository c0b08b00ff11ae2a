import { resolve } from 'node:path'

/** What the service asked the launcher for. */
export interface LaunchOrder {
  readonly dataFolder: string
  /**
   * Whether the launcher stays beside the program also when there is nothing to prove. Where the system can replace one
   * program by another it need not, and saves the memory of a second one.
   */
  readonly stays: 'always' | 'during a trial'
  /** A new version must have proven itself by then. */
  readonly trialMs: number
  /** The command line of the program. */
  readonly program: readonly string[]
}

/** The whole way back, with stopping and starting, takes less than a minute. */
const usualTrialMs = 45_000

/**
 * Reads `--data FOLDER [--stay] [--trial-ms N] -- run …`; undefined when that makes no sense. A service host names the
 * folder in DESKBRIDGE_DATA.
 */
export function readOrder(args: readonly string[], environment: NodeJS.ProcessEnv): LaunchOrder | undefined {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  const data = after(own, '--data') ?? environment.DESKBRIDGE_DATA
  const trialMs = Number(after(own, '--trial-ms') ?? usualTrialMs)
  if (data === undefined || !Number.isInteger(trialMs) || trialMs < 1) return undefined
  const stays = own.includes('--stay') || process.platform === 'win32' ? 'always' : 'during a trial'
  return { dataFolder: resolve(data), stays, trialMs, program: end < 0 ? ['run'] : args.slice(end + 1) }
}

function after(args: readonly string[], name: string): string | undefined {
  const index = args.indexOf(name)
  return index < 0 ? undefined : args[index + 1]
}
