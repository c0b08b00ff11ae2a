import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type { Tally } from './proof.ts'

/** Writes at the end of a run what each fault test went through and what it found. */
export class FaultSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.flatMap((module) => [...module.children.allTests()].flatMap(rowOf))
    if (rows.length > 0) process.stdout.write(`\n${table(rows)}\n`)
  }
}

type Row = readonly string[]

const head: Row = ['rounds', 'facts', 'lost', 'doubled', 'reordered', 'gaps', 'invented', 'seed', 'result', 'test']

function rowOf(test: TestCase): Row[] {
  const { tally } = test.meta()
  return tally ? [[...figures(tally), test.result().state, test.fullName]] : []
}

function figures({ rounds, facts, violations, seed }: Tally): Row {
  const { lost, doubled, reordered, gap, invented } = violations
  return [...[rounds, facts, lost, doubled, reordered, gap, invented].map(String), seed === undefined ? '–' : `${seed}`]
}

/** Columns flush right, but the last, which is words. */
function table(rows: readonly Row[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) => row.map((cell, column) => (column < head.length - 1 ? cell.padStart(widths[column] ?? 0) : cell)))
    .map((cells) => cells.join('  '))
    .join('\n')
}
