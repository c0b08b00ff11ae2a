import { join } from 'node:path'
import { startProgram, toMilliseconds } from '../programs.ts'
import type { Workshop } from '../workshop.ts'

/** What arrived at the centre. */
export interface Arrivals {
  /** Milliseconds of the monotonic clock. */
  readonly first: number
  readonly last: number
  readonly different: number
  readonly repeated: number
  readonly disordered: number
}

/** A subscriber that counts the events up to a number. */
export interface Sink extends AsyncDisposable {
  arrivals(): Promise<Arrivals>
}

/** Starts a sink at a broker that is there or will be. It ends after `patience` ms without an event. */
export function startSink(
  { folder }: Workshop,
  port: number,
  count: number,
  { patience = 8_000, longest = 120_000 }: { readonly patience?: number; readonly longest?: number } = {},
): Sink & { readonly ready: Promise<string> } {
  const program = startProgram(join(folder, 'sink'), [port, count, patience, longest].map(String))
  const ready = program.line(120_000)
  return {
    ready,
    async arrivals() {
      await ready
      const [first = '', last = '', ...counts] = (await program.line(longest + patience + 10_000)).split(' ')
      const [different = 0, repeated = 0, disordered = 0] = counts.map(Number)
      return { first: toMilliseconds(first), last: toMilliseconds(last), different, repeated, disordered }
    },
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  }
}
