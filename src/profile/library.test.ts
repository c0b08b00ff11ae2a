import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explain } from '../core/index.ts'
import { read, startSession } from './compile.ts'
import { compile, encodeHex, lint, runVectors } from './index.ts'
import type { DeviceEvent, Session } from './model.ts'
import type { VectorSpec } from './schema/index.ts'
import { chunkBytes, optionsOf, receive } from './vectors.ts'

const folder = join(import.meta.dirname, '../../device-profiles')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

/** What an event says, without its number. */
const said = ({ name, data }: DeviceEvent) => JSON.stringify([name, data])

function feed(session: Session, chunks: readonly (Uint8Array | number)[]): string[] {
  let now = 0
  const events: DeviceEvent[] = []
  for (const chunk of chunks) {
    if (typeof chunk === 'number') now += chunk
    events.push(...(typeof chunk === 'number' ? session.tick(now) : session.bytes(chunk, now)).events)
  }
  return events.map(said)
}

/** The reads of a test; a number is a pause. */
function readsOf(test: VectorSpec): (Uint8Array | number)[] {
  const chunks = [test, ...(test.steps ?? [])].flatMap((step) => step.rx ?? [])
  return chunks.map((chunk) => chunkBytes(chunk) ?? (typeof chunk === 'object' && 'idle' in chunk ? chunk.idle : 0))
}

/** One thing that a test lets a device say: a report, a message, or silence. */
type Said = { readonly report: number; readonly bytes: Uint8Array } | { readonly text: string } | number

function saidIn(test: VectorSpec): Said[] {
  return [test, ...(test.steps ?? [])].flatMap((step) => [
    ...[step.rx ?? []].flat().map((chunk): Said => {
      const bytes = chunkBytes(chunk)
      return bytes ? { report: step.report ?? 0, bytes } : typeof chunk === 'object' && 'idle' in chunk ? chunk.idle : 0
    }),
    ...[step.text ?? []].flat().map((text): Said => ({ text })),
  ])
}

function listen(session: Session, all: readonly Said[]): DeviceEvent[] {
  let now = 0
  return all.flatMap((one) => {
    if (typeof one === 'number') now += one
    if (typeof one === 'number') return session.tick(now).events
    if ('text' in one) return session.message(one.text, now).events
    return receive(session, one.bytes, one.report, now).events
  })
}

const sizeOf = (all: readonly Said[]) =>
  all.reduce<number>((sum, one) => {
    if (typeof one === 'number') return sum
    return sum + ('text' in one ? Buffer.byteLength(one.text) : one.bytes.length)
  }, 0)

/** What an event is about, so that presses and releases of one key can be counted together. */
const keyOf = ({ data }: DeviceEvent) => JSON.stringify(data)

const withoutPauses = (reads: readonly (Uint8Array | number)[]) =>
  new Uint8Array(Buffer.concat(reads.filter((read) => typeof read !== 'number')))

describe.each(files)('the device profile %s', (file) => {
  const source = readFileSync(join(folder, file), 'utf8')
  const reading = read(source, file)
  if (reading.kind === 'bad') throw reading.problems[0]
  const { plan, definition } = reading
  const profile = compile(source, file)
  const start = () => startSession(plan, 0)
  const vectors = profile.tests
    .map((test) => ({ name: test.name, reads: readsOf(test) }))
    .filter(({ reads }) => reads.length > 0)

  it('is clean', () => {
    expect(lint(source, file).map((problem) => explain(problem, 'en'))).toEqual([])
  })

  it('passes its own tests', () => {
    const problems = runVectors(source, file).results.flatMap((result) => result.problems)
    expect(problems.map((problem) => explain(problem, 'en'))).toEqual([])
  })

  it('is filed under a name that can be found from its id', () => {
    expect(file.replaceAll('\\', '/').split('/').at(-1)).toBe(`${definition.profile.split('.').at(-1)}.yaml`)
  })

  const told = profile.tests
    .map((test) => ({ name: test.name, test, all: saidIn(test) }))
    .filter(({ all }) => all.length)

  it.each(told)('survives what is cut off, overlong or mixed up: $name', ({ test, all }) => {
    const random = randomOf(seed)
    for (let run = 0; run < 50; run++) {
      const session = startSession(plan, 0, optionsOf(test))
      const spoilt = all.map((one): Said => {
        if (typeof one === 'number') return one
        if ('text' in one) return { text: one.text.slice(0, Math.floor(random() * one.text.length)) }
        const length = Math.floor(random() * (one.bytes.length + 4))
        const bytes = Uint8Array.from({ length }, (_, at) => one.bytes[at] ?? Math.floor(random() * 256))
        return { report: random() < 0.2 ? Math.floor(random() * 256) : one.report, bytes }
      })
      listen(session, spoilt)
      expect(session.stats().bytes, `SEED=${seed} run ${run}`).toBe(sizeOf(spoilt))
    }
  })

  const names = plan.rules.flatMap((rule) => rule.emits.flatMap((emit) => emit.events.map((event) => event.name)))
  const whole = told.filter(({ all }) => all.some((one) => typeof one === 'object' && 'bytes' in one))
  const isLevel = names.includes('release') && !startSession(plan, 0).isStream
  const walks = isLevel ? it : undefined
  walks?.('has released every key that was pressed at the end of a random walk', () => {
    const random = randomOf(seed)
    const reports = whole.flatMap(({ all }) => all.filter((one) => typeof one === 'object' && 'bytes' in one))
    // The first report of every profile's tests is the device at rest; the first test releases what it presses, also in
    // devices that have reports of several kinds.
    const [idle] = reports
    const walk = Array.from({ length: 500 }, () => reports[Math.floor(random() * reports.length)] ?? 0)
    const events = listen(startSession(plan, 0), [idle ?? 0, ...walk, ...(whole[0]?.all ?? []), idle ?? 0])
    const balance = Map.groupBy(
      events.filter(({ name }) => name === 'press' || name === 'release'),
      keyOf,
    )
    expect(balance.size).toBeGreaterThan(0)
    for (const [key, both] of balance) {
      const sum = both.reduce((count, { name }) => count + (name === 'press' ? 1 : -1), 0)
      expect(sum, `SEED=${seed} ${key}`).toBe(0)
      expect(both[0]?.name).toBe('press')
    }
  })

  if (!startSession(plan, 0).isStream) return
  it.each(vectors)('does not care where reads are cut: $name', ({ reads }) => {
    const expected = feed(start(), reads)
    for (const [index, whole] of reads.entries()) {
      if (typeof whole === 'number') continue
      for (let cut = 1; cut < whole.length; cut++) {
        const cutReads = [
          ...reads.slice(0, index),
          whole.subarray(0, cut),
          whole.subarray(cut),
          ...reads.slice(index + 1),
        ]
        expect(feed(start(), cutReads), `cut ${cut} of read ${index}`).toEqual(expected)
      }
    }
    const single = reads.flatMap((one): (Uint8Array | number)[] =>
      typeof one === 'number' ? [one] : Array.from(one, (byte) => Uint8Array.of(byte)),
    )
    expect(feed(start(), single), 'byte by byte').toEqual(expected)
  })

  it.each(vectors)('loses nothing behind junk and a pause: $name', ({ reads }) => {
    const expected = feed(start(), reads)
    const random = randomOf(seed)
    for (let run = 0; run < 200; run++) {
      const junk = Uint8Array.from({ length: 1 + Math.floor(random() * 16) }, () => Math.floor(random() * 256))
      // What a device without check values could have said is no junk.
      if (feed(start(), [junk, 60_000]).length > 0) continue
      const events = feed(start(), [junk, 60_000, ...reads])
      expect(events.slice(events.length - expected.length), `SEED=${seed}, junk ${encodeHex(junk)}`).toEqual(expected)
    }
  })

  it.each(vectors)('reads two glued together as well as one after the other: $name', ({ reads }) => {
    if (reads.some((one) => typeof one === 'number')) return
    const glued = withoutPauses([...reads, ...reads])
    expect(feed(start(), [glued])).toEqual(feed(start(), [...reads, ...reads]))
  })

  const isChecked = plan.framers.length > 0 && plan.framers.every((framer) => framer.checks.length > 0)
  if (!isChecked) return
  it('takes no frame with one flipped bit for a good one', () => {
    const wholes = vectors.map(({ reads }) => withoutPauses(reads)).filter((bytes) => isOneFrame(start(), bytes))
    expect(wholes.length).toBeGreaterThan(0)
    for (const whole of wholes) {
      for (let bit = 0; bit < whole.length * 8; bit++) {
        const bent = whole.slice()
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(feed(start(), [bent, 60_000]), `bit ${bit} of ${encodeHex(whole)}`).toEqual([])
      }
    }
  })
})

function isOneFrame(session: Session, bytes: Uint8Array): boolean {
  const events = session.bytes(bytes, 0).events
  const { frames, dropped } = session.stats()
  return events.length === 1 && frames === 1 && dropped === 0
}
