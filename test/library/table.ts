import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { compile } from '../../src/profile/index.ts'
import { type Definition, evidences } from '../../src/profile/schema/index.ts'

const evidenceWords = {
  hardware: 'recorded from hardware',
  document: "from a maker's document",
  computed: 'computed',
} as const

/** Folders of devices that have no maker of their own. */
const noMaker: ReadonlySet<string> = new Set(['generic', 'open'])

interface Entry {
  readonly file: string
  readonly definition: Definition
}

/** All devices of the library as a table, with a sentence that counts them. */
export function deviceTable(folder: string): string {
  const entries = entriesOf(folder)
  const header = ['Maker', 'Device', 'Class', 'Wire', 'Linux', 'Windows', 'Evidence']
  return `${coverage(entries)}\n\n${tableText([header, ...entries.map(rowOf)])}`
}

function entriesOf(folder: string): readonly Entry[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  return files
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
    .map((file) => {
      const source = readFileSync(join(folder, file), 'utf8')
      compile(source, file)
      return { file, definition: parse(source) }
    })
}

function coverage(entries: readonly Entry[]): string {
  const makers = new Set(entries.map(makerOf).filter((maker) => !noMaker.has(maker)))
  const counts = evidences.map((evidence) => {
    const count = entries.filter(({ definition }) => definition.evidence === evidence).length
    return `${count} ${evidenceWords[evidence]}`
  })
  return `${entries.length} profiles of ${makers.size} makers: ${counts.join(', ')}.`
}

const makerOf = ({ file }: Entry) => file.split('/')[0] ?? ''

function rowOf(entry: Entry): readonly string[] {
  const { file, definition } = entry
  const { name = definition.profile, support, evidence = '' } = definition
  const device = `[${name}](${file})`
  return [
    makerOf(entry),
    device,
    definition.class,
    wireOf(definition),
    levelOf(support?.linux),
    levelOf(support?.windows),
    evidence,
  ]
}

/** How it is joined to the PC; many a serial device also hangs behind a serial server. */
function wireOf({ link, match = [] }: Definition): string {
  const wires = new Set([
    ...Object.keys(link).filter((key) => key !== 'bus'),
    ...match.flatMap(({ bound }) => bound ?? []),
  ])
  return [...wires].join(', ') + ('bus' in link ? ' (bus)' : '')
}

type Support = NonNullable<NonNullable<Definition['support']>['linux']>

const levelOf = (support: Support | undefined) => (typeof support === 'object' ? support.level : (support ?? 'unknown'))

function tableText([header = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
