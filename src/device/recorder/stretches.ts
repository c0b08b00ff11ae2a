import {
  type Call,
  type Entry,
  formatLine,
  type Mark,
  type Outcome,
  readLine,
  type SessionHead,
  writeHead,
  writeLine,
} from './entry.ts'

/** What a session was told to do or what was decided about it, when, and what came of it. */
export interface Moment {
  /** Monotonic milliseconds of that run of the agent. */
  readonly at: number
  /** The line of the text that it was read from, from 1. */
  readonly line: number
  readonly call: Call | Mark
  readonly outcomes: readonly Outcome[]
}

/** What is known of one session without a hole: it can be replayed by itself. */
export interface Stretch {
  readonly head: SessionHead
  /** Monotonic time of the head. */
  readonly at: number
  /** Whether it begins with the session; otherwise the session knew things by then that nobody knows now. */
  readonly isWhole: boolean
  readonly moments: readonly Moment[]
}

/** The stretches in the lines of a recording, in the order in which they begin. A line that is none of ours is a hole. */
export function readStretches(lines: Iterable<string>): readonly Stretch[] {
  const reader = new StretchReader()
  let number = 0
  for (const line of lines) reader.take(line, ++number)
  return reader.stretches.filter(({ moments }) => moments.length > 0)
}

/** Stretches as lines, each a session of its own. */
export function writeStretches(stretches: readonly Stretch[]): readonly string[] {
  return stretches.flatMap(({ head, at, moments }, index) => [
    writeHead(index + 1, at, head),
    ...moments.flatMap(({ at, call, outcomes }) =>
      [call, ...outcomes].map((entry: Entry) => writeLine(index + 1, at, entry)),
    ),
  ])
}

/** What of a stretch lies between two wall times; undefined when nothing does. */
export function cutStretch(stretch: Stretch, from: number, to: number): Stretch | undefined {
  const { head, moments } = stretch
  const first = moments.findIndex((moment) => wallTime(stretch, moment) >= from)
  const kept = first < 0 ? [] : moments.slice(first).filter((moment) => wallTime(stretch, moment) <= to)
  if (kept.length === 0) return undefined
  const before = moments.slice(0, first).reduce((sum, { outcomes }) => sum + 1 + outcomes.length, 0)
  return {
    ...stretch,
    head: { ...head, entries: head.entries + before },
    isWhole: stretch.isWhole && first === 0,
    moments: kept,
  }
}

/** Wall time of a moment, in milliseconds. */
export function wallTime({ head, at }: Stretch, moment: Pick<Moment, 'at'>): number {
  return Date.parse(head.wall) + moment.at - at
}

interface Growing extends Stretch {
  readonly moments: (Moment & { readonly outcomes: Outcome[] })[]
  entries: number
}

class StretchReader {
  readonly stretches: Growing[] = []
  readonly #byNumber = new Map<number, Growing>()

  take(text: string, number: number): void {
    const line = readLine(text)
    if (!line) {
      if (text !== formatLine) this.#byNumber.clear()
      return
    }
    if ('head' in line) {
      this.#begin(line.session, line.at, line.head)
      return
    }
    const stretch = this.#byNumber.get(line.session)
    if (!stretch) return
    stretch.entries += 1
    const { entry } = line
    if (isOutcome(entry)) stretch.moments.at(-1)?.outcomes.push(entry)
    else stretch.moments.push({ at: line.at, line: number, call: entry, outcomes: [] })
  }

  /** A part begins with the heads of all open sessions: one that goes on where it was is no new stretch. */
  #begin(session: number, at: number, head: SessionHead): void {
    const before = this.#byNumber.get(session)
    if (before && before.head.run === head.run && before.entries === head.entries) return
    const stretch = { head, at, isWhole: head.entries === 0, moments: [], entries: head.entries }
    this.#byNumber.set(session, stretch)
    this.stretches.push(stretch)
  }
}

function isOutcome(entry: Entry): entry is Outcome {
  return entry.kind === 'event' || entry.kind === 'out' || entry.kind === 'sent' || entry.kind === 'failed'
}
