import type { seededRandom } from '../../../test/support/faces.ts'
import { checkPlace, covered, writeCheck } from '../checksum.ts'
import { read, startSession } from '../compile.ts'
import { FrameStream } from '../framing/stream.ts'
import type { DeviceEvent } from '../model.ts'
import type { CheckSpec, VectorSpec } from '../schema/index.ts'
import { noStats } from '../stats.ts'
import { chunkBytes, optionsOf, receive } from '../vectors.ts'
import type { Phase, Piece, Trace, TraceLink } from './trace.ts'

// Recordings of devices that nobody has here, made of the test vectors of their profiles.

/** What a device says at once. */
export interface Said {
  readonly report: number
  readonly bytes: Uint8Array
  /** The framer that cuts it; empty for reports. */
  readonly framer: string
}

/** A key that can be pressed with what the vectors hold. */
export interface KnownKey {
  /** What the profile calls it, with its group or address. */
  readonly label: string
  readonly press: Said
  readonly release: Said | undefined
}

type Reading = Extract<ReturnType<typeof read>, { kind: 'good' }>
type Random = ReturnType<typeof seededRandom>

const second = 1_000

/** A profile of the library as a source of recordings. */
export class Recorder {
  readonly reading: Reading
  readonly pool: readonly Said[]
  readonly keys: readonly KnownKey[]
  /** What the device says by itself. */
  readonly chatter: readonly Said[]
  readonly #rest: Said | undefined
  readonly #free = new Map<Said, readonly number[]>()
  readonly #counters: ReadonlySet<string>
  readonly #options: ReturnType<typeof optionsOf>

  constructor(source: string) {
    const reading = read(source)
    if (reading.kind === 'bad') throw reading.problems[0]
    this.reading = reading
    const tests = reading.definition.tests ?? []
    this.#counters = new Set(reading.definition.decode.flatMap(({ emit = [] }) => emit.flatMap(dedupeKeys)))
    this.#options = optionsOf(
      tests.find(({ rx, variant }) => rx !== undefined && variant !== undefined) ?? { name: '' },
    )
    this.pool = unique(tests.flatMap((test) => this.#framesOf(test)))
    const rests = [undefined, ...this.pool.filter((one) => this.hear([one]).length === 0)]
    const found = rests.map((rest) => ({ rest, keys: this.#keysAfter(rest) }))
    const best = found.reduce((a, b) => (b.keys.length > a.keys.length ? b : a))
    this.#rest = best.rest
    this.keys = best.keys
    this.chatter = this.pool.filter((one) => this.#isChatter(one))
  }

  /** Presses and releases that a fresh session gives, by what they are about. */
  hear(said: readonly Said[]): readonly string[] {
    const session = this.start()
    return said
      .flatMap(({ report, bytes }, index) => {
        const now = index * second
        const { events } = receive(session, bytes, report, now)
        return [...events, ...session.tick(now + second - 1).events]
      })
      .flatMap((event) => this.labelOf(event) ?? [])
  }

  /** `press …` or `release …` with everything that tells the key from others. */
  labelOf({ name, data }: DeviceEvent): string | undefined {
    if (name !== 'press' && name !== 'release') return undefined
    const telling = Object.entries(data).filter(([key]) => !this.#counters.has(key))
    return `${name} ${telling.map(([, value]) => value).join(':')}`
  }

  get isStream(): boolean {
    return this.start().isStream
  }

  /** A session of the device, as its own tests begin one. */
  start() {
    return startSession(this.reading.plan, 0, this.#options)
  }

  get link(): TraceLink | undefined {
    const { link } = this.reading.plan
    if (link.kind === 'tcp' || link.kind === 'hid' || link.kind === 'keyboard') return { kind: link.kind }
    if (link.kind !== 'serial' || link.stop === 1.5) return undefined
    const parity = link.parity === 'odd' || link.parity === 'even' ? link.parity : 'none'
    return { kind: 'serial', baud: link.baud, data: link.data, parity, stop: link.stop }
  }

  get isPolled(): boolean {
    return (this.reading.definition.session?.poll ?? []).length > 0
  }

  /** What comes before everything else: a device that tells levels says how it stands. */
  get rest(): readonly Said[] {
    return this.#rest ? [this.#rest] : []
  }

  /** The same thing said again: counters and clocks have gone on, the check value is right. */
  again(said: Said, random: Random): Said {
    const expected = this.#told(said)
    const free = this.#free.get(said) ?? this.#freePlaces(said, expected)
    this.#free.set(said, free)
    if (free.length === 0) return said
    for (let tries = 0; tries < 8; tries++) {
      const bytes = said.bytes.slice()
      for (const at of free) bytes[at] = this.#other(said, at, random)
      const other = { ...said, bytes: this.#checked(bytes, said.framer) }
      if (this.#told(other) === expected && this.#isTaken(other)) return other
    }
    return said
  }

  #keysAfter(rest: Said | undefined): readonly KnownKey[] {
    const before = rest ? [rest] : []
    const keys = new Map<string, KnownKey>()
    for (const press of this.pool) {
      const [label, ...more] = this.hear([...before, press])
      if (!label?.startsWith('press ') || more.length > 0 || keys.has(label)) continue
      const name = label.slice('press '.length)
      const [release] = this.pool
        .filter(
          (one) => JSON.stringify(this.hear([...before, press, one])) === JSON.stringify([label, `release ${name}`]),
        )
        .sort((a, b) => distance(a, press) - distance(b, press))
      if (release || !this.#tellsReleases(press)) keys.set(label, { label: name, press, release })
    }
    return [...keys.values()]
  }

  #tellsReleases(said: Said): boolean {
    return this.#ruleOf(said)?.emits.some(({ events }) => events.some(({ name }) => name === 'release')) ?? false
  }

  /** What is understood, says nothing of keys, and does not come only when something is asked or commanded. */
  #isChatter(said: Said): boolean {
    const rule = this.#ruleOf(said)
    const commands = Object.values(this.reading.definition.commands ?? {})
    const answers = commands.flatMap(({ expect }) =>
      [expect?.rule ?? [], expect?.refused ?? [], expect?.frame ?? []].flat(),
    )
    if (!rule || rule.replyTo !== undefined || answers.includes(rule.id)) return false
    const names = rule.emits.flatMap(({ events }) => events.map(({ name }) => name))
    const isLevel = names.includes('release')
    // A key that nobody named is no chatter, and neither is a release, unless the device always says how it stands.
    if (isLevel ? !this.isPolled : names.includes('press')) return false
    return this.#isTaken(said) && this.hear([...this.rest, said]).length === 0
  }

  #isTaken({ bytes, report }: Said): boolean {
    const session = this.start()
    receive(session, bytes, report, 0)
    session.tick(second)
    const { unknown, rejected, dropped, frames } = session.stats()
    return unknown + rejected + dropped === 0 && frames === 1
  }

  #ruleOf({ bytes, report, framer }: Said) {
    return this.reading.plan.rules.find(({ applies }) =>
      applies({ bytes, report, framer, json: undefined, replyTo: undefined, now: 0 }),
    )
  }

  /** What is heard of it with no key down, and after the press of each key. */
  #told(said: Said): string {
    const before = [[], ...this.keys.map(({ press }) => [press])]
    return JSON.stringify(before.map((pressed) => this.hear([...this.rest, ...pressed, said])))
  }

  /** Where a frame may differ without meaning another key, judged by the profile that is to be found again. */
  #freePlaces(said: Said, expected: string): readonly number[] {
    const same = this.pool.filter(
      (one) => one.framer === said.framer && one.report === said.report && !sameSaid(one, said),
    )
    const isFree = (at: number, value: number) => {
      const changed = said.bytes.slice()
      changed[at] = value
      const other = { ...said, bytes: this.#checked(changed, said.framer) }
      return this.#told(other) === expected && this.#isTaken(other)
    }
    return [...said.bytes.keys()].filter((at) => {
      const values = new Set(same.flatMap(({ bytes }) => bytes[at] ?? []).filter((value) => value !== said.bytes[at]))
      return values.size > 1 && [...values].every((value) => isFree(at, value))
    })
  }

  #other({ bytes }: Said, at: number, random: Random): number {
    const byte = bytes[at] ?? 0
    if (byte >= 0x30 && byte <= 0x39) return 0x30 + Math.floor(random.unit() * 10)
    return Math.floor(random.unit() * 256)
  }

  #checked(bytes: Uint8Array, name: string): Uint8Array {
    const framer = this.reading.plan.framers.find(({ id }) => id === name)
    const checked = bytes.slice()
    for (const check of framer?.checks ?? []) putCheck(check, checked)
    return checked
  }

  /** The frames of a test, cut as the profile cuts them, with their bytes as they are on the wire. */
  #framesOf(test: VectorSpec): readonly Said[] {
    const steps = [test, ...(test.steps ?? [])]
    const chunks = steps.flatMap(({ rx = [], report = 0 }) => [rx].flat().map((chunk) => ({ report, chunk })))
    if (!this.isStream)
      return chunks.flatMap(({ report, chunk }) => bytesOf(chunk).map((bytes) => ({ report, bytes, framer: '' })))
    return this.#cut(chunks.flatMap(({ chunk }) => bytesOf(chunk)))
  }

  #cut(chunks: readonly Uint8Array[]): readonly Said[] {
    const counts = noStats()
    const found: Said[] = []
    let pending: number[] = []
    let dropped = 0
    const leave = () => {
      pending = pending.slice(counts.dropped - dropped)
      dropped = counts.dropped
    }
    const stream = new FrameStream(this.reading.plan.framers, counts, (frame, framer) => {
      leave()
      const kept = this.reading.plan.framers.some(({ escapes }) => escapes) ? pending.length : frame.length
      found.push({ report: 0, bytes: Uint8Array.from(pending.slice(0, kept)), framer })
      pending = pending.slice(kept)
    })
    for (const [index, byte] of chunks.flatMap((chunk) => [...chunk]).entries()) {
      pending.push(byte)
      stream.push(Uint8Array.of(byte), index)
    }
    stream.tick(60 * second)
    return found
  }
}

function putCheck(spec: CheckSpec, bytes: Uint8Array): void {
  const place = checkPlace(spec, bytes.length)
  const part = covered(spec, bytes)
  if (place !== undefined && part) bytes.set(writeCheck(spec, part), place)
}

function bytesOf(chunk: Parameters<typeof chunkBytes>[0]): readonly Uint8Array[] {
  const bytes = chunkBytes(chunk)
  return bytes ? [bytes] : []
}

function dedupeKeys(emit: object): readonly string[] {
  return 'dedupeKey' in emit && Array.isArray(emit.dedupeKey) ? emit.dedupeKey : []
}

/** In how many bits two differ. */
function distance(a: Said, b: Said): number {
  const bits = [...a.bytes].map((byte, at) => (byte ^ (b.bytes[at] ?? 0)).toString(2).replaceAll('0', '').length)
  return bits.reduce((sum, count) => sum + count, Math.abs(a.bytes.length - b.bytes.length))
}

function sameSaid(a: Said, b: Said): boolean {
  return a.report === b.report && Buffer.compare(a.bytes, b.bytes) === 0
}

function unique(all: readonly Said[]): readonly Said[] {
  return [...new Map(all.map((one) => [`${one.report} ${Buffer.from(one.bytes).toString('hex')}`, one])).values()]
}

/** A person at a device: time goes on, the system cuts reads where it likes. */
export class Session {
  readonly #random: Random
  readonly #recorder: Recorder
  #now = 1_000

  constructor(recorder: Recorder, random: Random) {
    this.#recorder = recorder
    this.#random = random
  }

  /** What is said, one after the other, with pauses, as it would be read. */
  pieces(said: readonly Said[]): readonly Piece[] {
    return said.flatMap((one) => {
      this.#now += 600 + Math.floor(this.#random.unit() * 700)
      const { bytes, report } = this.#recorder.again(one, this.#random)
      return this.#recorder.isStream ? this.#cut(bytes) : [{ at: this.#now, bytes, report }]
    })
  }

  /** Two rounds through all keys, each in another order, with silence before, between and behind. */
  record(name: (label: string) => string): readonly Phase[] {
    const { chatter, rest, keys, isPolled } = this.#recorder
    // A device that is asked how it stands says so again and again while a key is down.
    const isLevel = isPolled && keys.some(({ release }) => release)
    const often = (said: Said | undefined) => (said ? Array.from({ length: isLevel ? 3 : 1 }, () => said) : [])
    const idle = (): Phase => ({
      kind: 'idle',
      pieces: this.pieces([...(isPolled ? rest : []), ...chatter, ...chatter, ...(isPolled ? rest : [])]),
    })
    const round = () =>
      this.#shuffled(keys).flatMap(({ label, press, release }): Phase[] => [
        { kind: 'press', key: name(label), pieces: this.pieces(often(press)) },
        { kind: 'release', key: name(label), pieces: this.pieces(often(release)) },
      ])
    return [idle(), ...round(), idle(), ...round(), idle()]
  }

  #shuffled<T>(all: readonly T[]): readonly T[] {
    return all
      .map((one) => ({ one, order: this.#random.unit() }))
      .sort((a, b) => a.order - b.order)
      .map(({ one }) => one)
  }

  #cut(bytes: Uint8Array): readonly Piece[] {
    const pieces: Piece[] = []
    for (let from = 0; from < bytes.length; ) {
      const to =
        this.#random.unit() < 0.5 ? bytes.length : from + 1 + Math.floor(this.#random.unit() * (bytes.length - from))
      pieces.push({ at: this.#now, bytes: bytes.slice(from, to) })
      this.#now += Math.floor(this.#random.unit() * 12)
      from = to
    }
    return pieces
  }
}

/** The trace that a recorder gives. */
export function traceOf(link: TraceLink, phases: readonly Phase[]): Trace {
  return { profile: 'learnt.device', name: 'Learnt device', deviceClass: 'button-panel', link, phases }
}
