import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isBalanced } from './balance.ts'
import { type FleetOptions, readOptions, usage } from './options.ts'
import { writeReport } from './report.ts'
import { runFleet } from './run.ts'

/** What a desk has open at most: database, log, side files, connection. */
const filesPerDesk = 6
const filesBeside = 200

const write = (line: string) => void process.stdout.write(`${line}\n`)
process.exitCode = await main()

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (!options) {
    write(usage)
    return 0
  }
  const missing = whatIsMissing(options)
  if (missing) {
    write(missing)
    return 1
  }
  const folder = await mkdtemp(join(tmpdir(), 'deskbridge-fleet-'))
  try {
    const report = await runFleet(options, folder, (line) => write(`… ${line}`))
    write(`\n${writeReport(report)}`)
    return isBalanced(report.balance) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Node has raised its own limit to what the system allows; children inherit it. */
function whatIsMissing({ desks }: FleetOptions): string | undefined {
  const allowed = Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1])
  const needed = desks * filesPerDesk + filesBeside
  return needed > allowed
    ? `${desks} desks need ${needed} open files, ${allowed} are allowed here: see ulimit -n`
    : undefined
}
