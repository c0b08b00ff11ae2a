import { openSync, readFileSync, writeSync } from 'node:fs'
import type { GuestReport } from '../report.ts'
import { isSelected, type LabScale, labScale } from '../scale.ts'
import type { LabTest } from './lab-test.ts'
import { labTests } from './tests.ts'

// node run.ts LINE
// Runs the tests in the guest, one after the other, and tells the host at the other end of the line.

const defaultSeconds = 120
const line = openSync(process.argv[2] ?? '/dev/null', 'w')
const tell = (report: GuestReport) => writeSync(line, `${JSON.stringify(report)}\n`)
const scale = labScale(word('scale'))
const only = Buffer.from(word('only') ?? '', 'base64url').toString()

const chosen = labTests.filter((test) => (only ? new RegExp(only).test(test.name) : isSelected(test.from, scale)))
tell({ kind: 'ready', tests: chosen.length, uptime: uptime() })
for (const test of chosen) tell(await outcome(test, scale))
tell({ kind: 'done' })
process.exit(0)

async function outcome(test: LabTest, scale: LabScale): Promise<GuestReport> {
  const started = performance.now()
  const ms = () => Math.round(performance.now() - started)
  try {
    const figures = await inTime(test, scale)
    return { kind: 'passed', name: test.name, ms: ms(), figures: figures ?? {} }
  } catch (error) {
    return { kind: 'failed', name: test.name, ms: ms(), why: error instanceof Error ? `${error.stack}` : String(error) }
  }
}

async function inTime(test: LabTest, scale: LabScale) {
  const seconds = test.seconds ?? defaultSeconds
  const { promise, reject } = Promise.withResolvers<never>()
  const limit = setTimeout(() => reject(new Error(`not done within ${seconds} s`)), seconds * 1000)
  try {
    return await Promise.race([test.run(scale), promise])
  } finally {
    clearTimeout(limit)
  }
}

/** What the host said in the kernel's command line. */
function word(name: string): string | undefined {
  return new RegExp(`\\blab\\.${name}=(\\S+)`).exec(readFileSync('/proc/cmdline', 'utf8'))?.[1]
}

function uptime(): number {
  return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])
}
