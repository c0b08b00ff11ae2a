import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { balance, type Entry } from './books.ts'
import { readOptions, usage } from './options.ts'
import { playDay } from './play.ts'

const write = (line: string) => void process.stdout.write(`${line}\n`)
process.exitCode = await main()

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (!options) {
    write(usage)
    return 0
  }
  const folder = await mkdtemp(join(tmpdir(), 'deskbridge-day-'))
  const begun = performance.now()
  try {
    write(`seed ${options.seed}`)
    const { evidence, notes } = await playDay(options, folder, (line) => write(`… ${line}`))
    const entries = balance(evidence)
    const seconds = ((performance.now() - begun) / 1000).toFixed(0)
    write('')
    for (const note of notes) write(note)
    write(`facts at the centre: ${evidence.facts.length}`)
    for (const entry of entries) write(asLine(entry))
    write(`${entries.every(isRight) ? 'The books are balanced' : 'THE BOOKS ARE NOT BALANCED'} (${seconds} s)`)
    return entries.every(isRight) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isRight({ wrong }: Entry): boolean {
  return wrong.length === 0
}

function asLine({ what, count, wrong }: Entry): string {
  const shown = wrong.slice(0, 20).map((line) => `\n    ${line}`)
  return `${what}: ${count}${wrong.length === 0 ? ', all right' : `, ${wrong.length} WRONG${shown.join('')}`}`
}
