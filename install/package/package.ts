import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { auditSignatures } from './audit.ts'
import { makeBundle } from './bundle.ts'
import { readBundleOrder } from './bundle-order.ts'
import { filesIn } from './files.ts'
import { packageLinux } from './linux.ts'
import { packagesFolder } from './platform.ts'
import { packageWindows } from './windows.ts'

// Run by `npm run package`: builds the packages into dist-packages/, all or those that are named; with `--bundle` an update.
// With `--stamp FILE` the installer for Windows brings this provisioning file.

mkdirSync(packagesFolder, { recursive: true })
const order = readBundleOrder(process.argv.slice(2))
if (order) {
  const { file, bytes } = await makeBundle(order)
  tell(`${file}: ${(bytes / 1_000_000).toFixed(2)} MB`)
  process.exit()
}
const { values, positionals } = parseArgs({ options: { stamp: { type: 'string' } }, allowPositionals: true })
const makers = { linux: packageLinux, windows: (say: (line: string) => void) => packageWindows(say, values.stamp) }
const named = positionals.filter((name) => name in makers)
for (const [name, make] of Object.entries(makers)) {
  if (named.length === 0 || named.includes(name)) await make((line) => tell(`${name}: ${line}`))
}
const { kind, said } = auditSignatures()
const looked = { good: 'signatures of the packages:', bad: 'A PACKAGE IS NOT WHAT ITS MAKER SIGNED:' }
tell(kind === 'not looked' ? `signatures of the packages were NOT looked at: ${said}` : `${looked[kind]} ${said}`)
if (kind === 'bad') process.exitCode = 1
writeSums()

/** What whoever carries the packages can compare. */
function writeSums(): void {
  const sums = filesIn(packagesFolder).filter((name) => name !== 'SHA256SUMS')
  const lines = sums.map((name) => `${digestOf(join(packagesFolder, name))}  ${name}\n`)
  writeFileSync(join(packagesFolder, 'SHA256SUMS'), lines.join(''))
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}
