import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { until } from './wait.ts'

/** The project's folder. */
export const projectFolder: string = join(import.meta.dirname, '..', '..')
/** The program as it is shipped. */
export const programFile: string = join(projectFolder, 'dist', 'deskbridge.js')

/** A program that runs beside the test, with what it has said so far. */
export interface Running {
  readonly process: ChildProcess
  readonly said: () => string
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>
  kill(signal?: NodeJS.Signals): void
}

/** Starts a program; it is killed when the test has finished. */
export function start(command: string, args: readonly string[], options: SpawnOptions = {}): Running {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  let said = ''
  child.stdout?.on('data', (bytes: Buffer) => {
    said += bytes.toString('utf8')
  })
  child.stderr?.on('data', (bytes: Buffer) => {
    said += bytes.toString('utf8')
  })
  const ended = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(code ?? signal ?? ''))
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { process: child, said: () => said, ended, kill: (signal = 'SIGKILL') => void child.kill(signal) }
}

/** Starts `deskbridge` with these arguments, in English so that tests can read it. */
export function startDeskbridge(...args: readonly string[]): Running {
  return start(process.execPath, [programFile, '--lang', 'en', ...args])
}

/** Runs `deskbridge` to its end. */
export async function runDeskbridge(...args: readonly string[]): Promise<{ code: number | string; said: string }> {
  const running = startDeskbridge(...args)
  const code = await running.ended
  return { code, said: running.said() }
}

/** Whether a program is installed. In CI a missing one is an error: the setup script must install it. */
export function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    if (process.env.CI) throw new Error(`${program} is not installed: run "sudo bash test/setup"`)
    process.stderr.write(
      `\n*** ${program} is not installed: the tests that need it do not run here. "sudo bash test/setup" installs it. ***\n`,
    )
    return false
  }
}

/** Waits until a program has said something; fails at once when it has ended without saying it. */
export async function untilSaid(running: Running, words: string, ms = 25_000): Promise<void> {
  const { process: child, said } = running
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  try {
    await until(`"${words}" from the program`, () => said().includes(words) || hasEnded(), ms)
  } catch (error) {
    throw new Error(`${(error as Error).message}; it said: ${said()}`)
  }
  if (said().includes(words)) return
  throw new Error(`the program ended (${child.exitCode ?? child.signalCode}) before "${words}"; it said: ${said()}`)
}
