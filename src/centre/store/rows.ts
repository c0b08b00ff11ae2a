import { type DeskState, formatTime, parseTime } from '../../contract/index.ts'
import type { DeadLetterKind, DeskPresence, Gap, StreamEnd } from './store.ts'
import type { EarlyRow, FactRow, StoredLetter } from './tables.ts'

// What databases give back, in one shape: one has whole numbers for truth and text for time, another types of its own.

/** A row as any of the databases gives it. */
export type Row = Readonly<Record<string, unknown>>

/** Times are stored as people read them. */
export function timeOf(wall: number): string {
  return formatTime(wall)
}

export function readStream(row: Row): StreamEnd {
  return { ...readPlace(row), applied: Number(row.applied), chain: String(row.chain) }
}

export function readEarly(row: Row): EarlyRow {
  return { ...readPlace(row), sequence: Number(row.sequence), received: wallOf(row.received), body: String(row.body) }
}

export function readFact(row: Row): FactRow {
  return { ...readEarly(row), id: String(row.id), type: String(row.type), effective: isTrue(row.effective) }
}

export function readLetter(row: Row): StoredLetter {
  const letter = {
    number: Number(row.number),
    desk: String(row.desk),
    kind: String(row.kind) as DeadLetterKind,
    reason: String(row.reason),
    received: wallOf(row.received),
    times: Number(row.times),
    body: String(row.body),
  }
  return row.epoch === null ? letter : { ...letter, epoch: String(row.epoch), sequence: Number(row.sequence) }
}

export function readGap(row: Row): Gap {
  const { next, waiting, highest, since } = row
  return {
    ...readPlace(row),
    next: Number(next),
    waiting: Number(waiting),
    highest: Number(highest),
    since: wallOf(since),
  }
}

export function readPresence({ desk, online, seen, state }: Row): DeskPresence {
  return {
    desk: String(desk),
    online: isTrue(online),
    seen: seen === null ? undefined : wallOf(seen),
    state: state === null ? undefined : ((typeof state === 'string' ? JSON.parse(state) : state) as DeskState),
  }
}

function readPlace(row: Row): { desk: string; epoch: string } {
  return { desk: String(row.desk), epoch: String(row.epoch) }
}

function wallOf(value: unknown): number {
  return value instanceof Date ? value.getTime() : parseTime(String(value))
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1
}
