import type { Draft } from '../decode/event.ts'
import { earliest } from '../earliest.ts'
import type { Scalar } from '../expression/index.ts'
import type { ReadingTuningSpec } from '../schema/index.ts'

/** One measured value as it is followed. */
interface Reading {
  readonly event: string
  readonly address: Scalar | undefined
  readonly spec: ReadingTuningSpec
  readonly lastAt: number
  /** The first of the readings in a row that are alike, and how many they are. */
  readonly first: number
  readonly alike: number
  readonly told: Draft | undefined
  readonly toldAt: number
  readonly waiting: Draft | undefined
}

/** What is to be told, and the events of which nothing is known any more. */
export interface Readings {
  readonly drafts: readonly Draft[]
  readonly forgotten: readonly string[]
}

/** More separate values than a bus has addresses are garbage. */
const maxReadings = 256

/** Settling, deadband, rate and age of measured values. */
export class ReadingFilter {
  readonly #specs: ReadonlyMap<string, ReadingTuningSpec>
  readonly #scope: string | undefined
  readonly #readings = new Map<string, Reading>()

  /** `scope`: the member of the data under which values are kept apart (a bus address). */
  constructor(specs: readonly ReadingTuningSpec[] = [], scope?: string) {
    this.#specs = new Map(specs.map((spec) => [spec.event, spec]))
    this.#scope = scope
  }

  get wakeAt(): number | null {
    return earliest([...this.#readings.values()].flatMap((reading) => [dueAt(reading), staleAt(reading)]))
  }

  take(draft: Draft, now: number): readonly Draft[] {
    const spec = this.#specs.get(draft.name)
    const value = draft.data[spec?.value ?? '']
    if (!spec || value === undefined) return [draft]
    const address = this.#addressOf(draft)
    const key = keyOf(draft.name, address)
    const before = this.#readings.get(key)
    if (!before && this.#readings.size >= maxReadings) return []
    const reading = follow(before, { event: draft.name, address, spec }, draft, now)
    this.#readings.set(key, reading)
    return reading.waiting && (dueAt(reading) ?? now) <= now ? this.#tell(key, reading, now) : []
  }

  /** The value came again and is no news, but it is still known. */
  confirm(draft: Draft, now: number): void {
    const key = keyOf(draft.name, this.#addressOf(draft))
    const reading = this.#readings.get(key)
    if (reading) this.#readings.set(key, { ...reading, lastAt: now })
  }

  tick(now: number): Readings {
    const drafts: Draft[] = []
    const forgotten: string[] = []
    for (const [key, reading] of this.#readings) {
      const due = dueAt(reading)
      if (due !== null && now >= due) drafts.push(...this.#tell(key, reading, now))
      const stale = staleAt(reading)
      if (stale === null || now < stale) continue
      this.#readings.delete(key)
      forgotten.push(reading.event)
      drafts.push(this.#staleness(reading))
    }
    return { drafts, forgotten }
  }

  #addressOf({ data }: Draft): Scalar | undefined {
    return this.#scope === undefined ? undefined : data[this.#scope]
  }

  #tell(key: string, reading: Reading, now: number): readonly Draft[] {
    const { waiting } = reading
    if (!waiting) return []
    this.#readings.set(key, { ...reading, told: waiting, toldAt: now, waiting: undefined })
    return [waiting]
  }

  #staleness({ event, address }: Reading): Draft {
    const scope = this.#scope === undefined || address === undefined ? {} : { [this.#scope]: address }
    return { name: 'status', data: { reason: 'stale', of: event, ...scope } }
  }
}

function keyOf(event: string, address: Scalar | undefined): string {
  return `${event} ${address ?? ''}`
}

function follow(
  before: Reading | undefined,
  about: Pick<Reading, 'event' | 'address' | 'spec'>,
  draft: Draft,
  now: number,
): Reading {
  const { spec } = about
  const value = Number(draft.data[spec.value])
  const isAlike = before !== undefined && Math.abs(value - before.first) <= (spec.deadband ?? 0)
  const alike = isAlike ? before.alike + 1 : 1
  const first = isAlike ? before.first : value
  const begun = { told: undefined, toldAt: Number.NEGATIVE_INFINITY, waiting: undefined }
  const next = { ...begun, ...before, ...about, lastAt: now, first, alike }
  if (alike < (spec.settle ?? 1)) return next
  return { ...next, waiting: isNews(spec, next.told, draft) ? draft : undefined }
}

/** Whether a value differs from the one that was told last by more than its deadband. */
function isNews(spec: ReadingTuningSpec, told: Draft | undefined, draft: Draft): boolean {
  if (!told || (spec.deadband === undefined && spec.settle === undefined)) return true
  const { [spec.value]: before, ...restBefore } = told.data
  const { [spec.value]: now, ...restNow } = draft.data
  if (JSON.stringify(restBefore) !== JSON.stringify(restNow)) return true
  if (typeof before !== 'number' || typeof now !== 'number') return before !== now
  return Math.abs(now - before) > (spec.deadband ?? 0)
}

function dueAt({ waiting, toldAt, spec }: Reading): number | null {
  if (!waiting) return null
  // The very first one is due at once, and so is one that no rate holds back.
  return spec.every === undefined ? toldAt : toldAt + spec.every
}

function staleAt({ lastAt, spec }: Reading): number | null {
  return spec.stale === undefined ? null : lastAt + spec.stale
}
