import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { buildGuest } from './build-guest.ts'
import { consoleFile, runMachine } from './machine.ts'
import { type GuestReport, isGreen, judge, reportLine } from './report.ts'
import { labScale } from './scale.ts'

// node test/lab/lab.ts [pattern for the names of tests]
// Boots a stock Debian kernel in QEMU and lets the program meet emulated devices through the kernel's real drivers.
// LAB=ci and LAB=short run a selection, LAB=long more cycles.

const started = performance.now()
const say = (line: string) => process.stdout.write(`${line}\n`)
const seconds = () => ((performance.now() - started) / 1000).toFixed(1).padStart(6)

if (isInstalled('qemu-system-x86_64')) process.exitCode = await run()
else process.exitCode = skip()

async function run(): Promise<number> {
  await buildGuest()
  const reports: GuestReport[] = []
  const scale = labScale(process.env.LAB)
  const only = Buffer.from(process.argv.slice(2).join(' ')).toString('base64url')
  await runMachine({
    words: { scale: scale.name, ...(only === '' ? {} : { only }) },
    seconds: scale.seconds,
    told(report) {
      reports.push(report)
      say(`${seconds()}  ${reportLine(report)}`)
    },
  })
  const result = judge(reports)
  if (!isGreen(result)) say(`\nThe end of the guest's console (${consoleFile}):\n${consoleEnd()}\n`)
  if (result.broken !== undefined) say(`FAIL ${result.broken}`)
  say(`lab ${scale.name}: ${result.passed.length} passed, ${result.failed.length} failed, ${seconds().trim()} s`)
  return isGreen(result) ? 0 : 1
}

/** In CI a missing program is an error: the setup script must install it. */
function skip(): number {
  const words = 'qemu-system-x86_64 is not installed: "sudo bash test/setup" installs it'
  say(process.env.CI ? `FAIL ${words}` : `*** ${words}. The hardware lab does not run here. ***`)
  return process.env.CI ? 1 : 0
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

function consoleEnd(): string {
  return existsSync(consoleFile) ? readFileSync(consoleFile, 'utf8').split('\n').slice(-40).join('\n') : 'nothing'
}
