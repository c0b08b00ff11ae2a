import type { ByName } from './delivery/delivery.ts'
import { compared, explaining, type Figure, type Goal, promised, type Round } from './figures.ts'
import type { Machine } from './machine.ts'
import { type Spread, spread } from './statistics.ts'

/** The result as Markdown, which also reads well on a terminal. */
export function report(rounds: readonly Round[], machine: Machine): string {
  const sections = [
    '# Benchmark results',
    `\`npm run bench\` on ${machine.date}, ${rounds.length} interleaved rounds: median [least..greatest].`,
    machine.lines.map((line) => `- ${line}`).join('\n'),
    '## Goals',
    'The ratio is figure / goal (goal / figure where more is better), each round against the limits that it measured itself.',
    table(
      ['figure', 'measured', 'goal', 'limit here', 'ratio', ''],
      promised.map((figure) => judged(figure, rounds)),
    ),
    '## Beside the peers',
    'Interleaved in the same rounds; a dash where a figure does not apply to a program.',
    peersTable(rounds),
    '## Limits of the machine, and where the time goes',
    table(
      ['figure', 'measured'],
      explaining.map((figure) => [figure.name, measured(figure, rounds)]),
    ),
    '## What is measured',
    meaning,
  ]
  return `${sections.join('\n\n')}\n`
}

const meaning = [
  '- Presses come from a C program that plays the open call panel on a pty, about 20 a second, keys in turn; no centre',
  '  answers. All times of a press begin just before its line is written to the pty.',
  '- *Durable*: the fdatasync of its transaction returned in the agent. A preloaded library stamps it; nothing else changes.',
  '- *PUBACK*: a relay in C between agent and broker sees it come from the broker. The way through the relay is included.',
  '- The panel repeats each press once, a little after it was acknowledged. The repeat goes the same way, and writes nothing.',
  '- *Accepted in an outage*: 50,000 facts offered at once to `journal.commit`, each with state and dedupe name, as a press.',
  '- *Idle*: connected, one serial port open, 30 s. The product runs a copy of Node that nothing else runs, so PSS shares',
  '  pages only between core and child. MB are 10^6 bytes.',
  '- *Cold start*: from the start of the process to the first acknowledgement at a panel that repeats its press every 5 ms;',
  '  a new journal, program files in the page cache.',
  '- F: 4 KiB appended, then fdatasync. R: 700 bytes with QoS 1 straight to the broker. Both in C and at the pace of the',
  '  presses: a disk and a processor that were idle in between are slower than in a burst.',
].join('\n')

function judged(figure: Figure, rounds: readonly Round[]): string[] {
  const { name, value, unit, goal } = figure
  if (!goal) return [name, measured(figure, rounds)]
  const ratio = spread(rounds.map((round) => ratioOf(goal, value(round), goal.limit(round))))
  const limit = `${number(spread(rounds.map(goal.limit)).median)} ${unit}`
  const words = `${goal.kind === 'at most' ? '≤' : '≥'} ${goal.words}`
  return [name, measured(figure, rounds), words, limit, shown(ratio), ratio.median <= 1 ? 'met' : '**not met**']
}

function peersTable(rounds: readonly Round[]): string {
  const names = new Set(rounds.flatMap(({ delivery }) => compared.flatMap(({ of }) => Object.keys(of(delivery)))))
  const cell = (name: string, of: (delivery: Round['delivery']) => ByName, unit: string) => {
    const values = rounds.flatMap(({ delivery }) => of(delivery)[name] ?? [])
    return values.length === 0 ? '–' : `${shown(spread(values))} ${unit}`
  }
  return table(
    ['program', ...compared.map(({ name }) => name)],
    [...names].map((name) => [name, ...compared.map(({ of, unit }) => cell(name, of, unit))]),
  )
}

function ratioOf(goal: Goal, value: number, limit: number): number {
  // Where nothing at all is allowed, nothing is what is asked for.
  if (limit === 0) return value === 0 ? 0 : Number.POSITIVE_INFINITY
  return goal.kind === 'at most' ? value / limit : limit / value
}

const measured = ({ value, unit }: Figure, rounds: readonly Round[]) => `${shown(spread(rounds.map(value)))} ${unit}`

const shown = ({ median, least, greatest }: Spread) => `${number(median)} [${number(least)}..${number(greatest)}]`

const number = (value: number) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) => `| ${widths.map((width, i) => (row[i] ?? '').padEnd(width)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
