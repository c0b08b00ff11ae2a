import { execFileSync } from 'node:child_process'
import { cpus, loadavg, release, totalmem } from 'node:os'

/** Where and when it was measured. */
export interface Machine {
  readonly date: string
  readonly lines: readonly string[]
}

/** Describes the machine. `loads` are the load averages of the last minute, before the first and after each round. */
export function describeMachine(folder: string, loads: readonly number[], versions: readonly string[]): Machine {
  const processors = cpus()
  const gigabytes = (totalmem() / 1e9).toFixed(0)
  const disk = execFileSync('df', ['--output=fstype,source', folder], { encoding: 'utf8' }).trim().split('\n').at(-1)
  return {
    date: new Date().toISOString().slice(0, 10),
    lines: [
      `${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, ${gigabytes} GB, Linux ${release()}`,
      `disk: ${disk?.split(/\s+/).join(' on ')}`,
      `Node ${process.versions.node}, ${versions.join(', ')}`,
      `load average before the first and after each round: ${loads.map((load) => load.toFixed(1)).join(', ')}`,
    ],
  }
}

/** The load average of the last minute. */
export const loadNow = (): number => loadavg()[0] ?? 0
