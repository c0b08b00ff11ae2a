import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { percentile } from '../statistics.ts'
import { measureDecisions } from './decide.ts'
import { measureDisplays } from './display.ts'
import { measureFirstCalls } from './first-call.ts'
import { measurePage } from './page.ts'

// npm run bench:counter [-- --desks 30 --presses 10 --calls 400]
// How quick the counter is to people: prints figures with their goals. Exit code 0 whether goals are met or not.

/** One figure: what was measured, so many times, in milliseconds. */
interface Figure {
  readonly name: string
  readonly goal: string
  readonly times: readonly number[]
}

const number = (otherwise: string) => ({ type: 'string', default: otherwise }) as const
const { values } = parseArgs({ options: { desks: number('30'), presses: number('10'), calls: number('400') } })
const [desks, presses, calls] = [values.desks, values.presses, values.calls].map(Number) as [number, number, number]

const folder = mkdtempSync(join(tmpdir(), 'deskbridge-bench-counter-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const write = (line: string) => void process.stdout.write(`${line}\n`)
write(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)}`)

show({
  name: `the hall decides who is next, ${desks} counters, 1,200 waiting`,
  goal: 'p95 < 5',
  times: await measureDecisions(join(folder, 'hall'), { desks, calls }),
})
show({
  name: `keypad → number on the display through the centre, ${desks} desks at work`,
  goal: 'p95 ≤ 150',
  times: await measureDisplays(join(folder, 'floor'), { desks, presses }),
})
const { sdk, page } = await measureOneDesk()
show({ name: 'SDK, the first call after opening', goal: 'p95 ≤ 30', times: sdk })
show({ name: 'page, from the click to the change', goal: 'p95 ≤ 100', times: page })
write(`load ${loadavg()[0]?.toFixed(1)}`)

async function measureOneDesk() {
  const sdk = await measureFirstCalls(join(folder, 'sdk'), presses * 4)
  const page = await measurePage(join(folder, 'page'), presses * 4)
  return { sdk, page }
}

function show({ name, goal, times }: Figure): void {
  const at = (share: number) => `${percentile(times, share).toFixed(1)} ms`
  write(`${name}: p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} of ${times.length} (${goal} ms)`)
}
