import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asTest, createRecorder, type RecordedSession, replay, type Stretch } from '../../src/device/index.ts'
import { compile, decodeHex, encodeHex, type Profile, runVectors, type SessionOutput } from '../../src/profile/index.ts'
import { type FakeClock, fakeClock, keptLog, seededRandom, seedOfRun } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { readRecordings } from './read.ts'
import { openSegments } from './segments.ts'

const library = join(import.meta.dirname, '../../device-profiles')
const files = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
const seed = seedOfRun()

type Test = Profile['tests'][number]
type Step = NonNullable<Test['steps']>[number]

/** A device at a desk whose time is told, and everything that its session gave. */
class Bench {
  readonly outputs: SessionOutput[] = []
  readonly #session: RecordedSession
  readonly #profile: Profile
  readonly #clock: FakeClock
  readonly #unit: () => number
  #wakeAt: number | null = null

  constructor(session: RecordedSession, profile: Profile, clock: FakeClock, unit: () => number) {
    this.#session = session
    this.#profile = profile
    this.#clock = clock
    this.#unit = unit
  }

  run(step: Step): void {
    if (step.session === 'open') this.#do((now) => this.#session.open(now))
    for (const chunk of [step.rx ?? []].flat()) {
      if (typeof chunk === 'object' && 'idle' in chunk) this.pass(chunk.idle)
      else this.#say(typeof chunk === 'string' ? decodeHex(chunk) : Buffer.from(chunk.ascii), step.report ?? 0)
    }
    for (const text of [step.text ?? []].flat()) this.#do((now) => this.#session.message(text, now))
    const { command, args = {} } = step
    if (command !== undefined) this.#do((now) => this.#session.command(command, args, now, 'technician'))
    if (step.session === 'close') this.#do((now) => this.#session.close(now))
  }

  /** Time passes as the device room lets it: a tick when one is asked for, mostly a little late. */
  pass(ms: number): void {
    const until = this.#clock.mono() + ms
    for (let ticks = 0; this.#wakeAt !== null && this.#wakeAt <= until && ticks < 500; ticks++) {
      this.#clock.advance(Math.max(0, this.#wakeAt - this.#clock.mono()) + this.#unit() * 3)
      this.#do((now) => this.#session.tick(now))
    }
    this.#clock.advance(Math.max(0, until - this.#clock.mono()))
  }

  #say(bytes: Uint8Array, report: number): void {
    const { kind } = this.#profile.link
    if (kind !== 'serial' && kind !== 'tcp') {
      this.#do((now) => this.#session.report(report, bytes, now))
      return
    }
    for (let from = 0, to = 0; from < bytes.length; from = to) {
      to = from + 1 + Math.floor(this.#unit() * 8)
      this.#do((now) => this.#session.bytes(bytes.subarray(from, to), now))
      this.pass(this.#unit() * 2)
    }
  }

  #do(action: (now: number) => SessionOutput): void {
    try {
      const output = action(this.#clock.mono())
      this.outputs.push(output)
      this.#wakeAt = output.wakeAt
      // Nearly everything gets onto the disk.
      for (const { id } of output.events) if (this.#unit() < 0.9) this.#do((now) => this.#session.accepted(id, now))
    } catch (error) {
      // Tests may call what only the profile itself may.
      expect(String(error)).toContain('DB-PRO')
    }
  }
}

/** Records a profile's own tests, each a session, in a real folder; now and then it is another run of the agent. */
async function recordTests(profile: Profile) {
  const folder = temporaryFolder()
  const clock = fakeClock()
  const random = seededRandom(seed)
  const told: SessionOutput[][] = []
  const begin = async () => {
    const sink = await openSegments(folder, clock)
    return createRecorder({ clock, log: keptLog(), sink, run: sink.run })
  }
  let recorder = await begin()
  for (const test of profile.tests) {
    if (random.unit() < 0.3) {
      await recorder.stop()
      recorder = await begin()
    }
    clock.advance(random.unit() * 10_000)
    const addresses = Object.values(test.bind ?? {}).filter((value) => typeof value === 'number')
    const options = { ...(test.variant === undefined ? {} : { variant: test.variant }), addresses }
    const session = recorder.start('device-1', profile, clock.mono(), options)
    const bench = new Bench(session, profile, clock, random.unit)
    for (const step of test.steps ?? [test]) bench.run(step)
    bench.pass(5_000)
    session.end('DB-BUS-001', clock.mono())
    told.push(bench.outputs)
  }
  await recorder.stop()
  return { folder, told }
}

const said = (outputs: readonly SessionOutput[]) =>
  outputs.flatMap(({ events }) => events.map(({ name, data }) => ({ name, data })))
const sent = (outputs: readonly Pick<SessionOutput, 'writes'>[]) =>
  outputs.flatMap(({ writes }) => writes.map(({ bytes }) => encodeHex(bytes)))

const profiles = files.map((file) => compile(readFileSync(join(library, file), 'utf8'), file))
const plain = profiles.filter((profile) => profile.isPlain)
const personal = profiles.filter((profile) => !profile.isPlain)

describe(`a recording of a device that reads nothing personal (SEED=${seed})`, () => {
  it.each(plain.map((profile) => [profile.id, profile] as const))('%s replays exactly', async (_, profile) => {
    const { folder, told } = await recordTests(profile)
    const stretches = await readRecordings(folder)
    expect(stretches, `SEED=${seed}`).toHaveLength(told.length)
    for (const [index, stretch] of stretches.entries()) {
      const compared = replay(stretch, profile)
      const outputs = told[index] ?? []
      expect(
        compared.filter(({ verdict }) => verdict !== 'same'),
        `SEED=${seed}`,
      ).toEqual([])
      expect(compared.flatMap(({ replayed }) => replayed).filter(({ name }) => name !== 'failed')).toEqual(
        said(outputs),
      )
      if (!showsText(profile)) expect(sent(compared), `SEED=${seed}`).toEqual(sent(outputs))
    }
    for (const stretch of stretches) {
      const test = asTest(stretch, profile)
      const { results } = runVectors({ ...profile, tests: [test] })
      expect(
        results.flatMap(({ problems }) => problems.map(String)),
        `SEED=${seed} ${JSON.stringify(test)}`,
      ).toEqual([])
    }
    expect(
      told.flatMap(said).length + told.flatMap(sent).length,
      'the tests of a profile tell or show something',
    ).toBeGreaterThan(0)
  })
})

describe(`a recording of a device that may read something personal (SEED=${seed})`, () => {
  it.each(personal.map((profile) => [profile.id, profile] as const))(
    '%s holds nothing personal',
    async (_, profile) => {
      const { folder, told } = await recordTests(profile)
      const text = recorded(folder)
      expect(text).toMatch(/^\d+ [\d.]+ (heard|sent|command) /m)
      expect(text).not.toMatch(/^\d+ [\d.]+ (in|report|text|out) /m)
      for (const canary of canariesOf(profile, told.flat())) {
        expect(text.toLowerCase(), `SEED=${seed}`).not.toContain(canary.toLowerCase())
      }
      const [stretch] = await readRecordings(folder)
      expect(() => replay(stretch as Stretch, profile)).toThrow('DB-REC-003')
    },
  )
})

const showsText = (profile: Profile) =>
  [...profile.commands.values()].some(({ internal, params }) => !internal && params.some(({ kind }) => kind === 'text'))

function recorded(folder: string): string {
  return readdirSync(folder)
    .map((name) => {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
      return readFileSync(join(folder, name), 'utf8')
    })
    .join('')
}

/** What was heard, shown or read, in every spelling in which it could get into a file. */
function canariesOf(profile: Profile, outputs: readonly SessionOutput[]): string[] {
  const steps = profile.tests.flatMap((test) => test.steps ?? [test])
  const chunks = steps.flatMap(({ rx = [] }) => [rx].flat())
  const heard = chunks.flatMap((chunk) => {
    if (typeof chunk === 'object' && 'idle' in chunk) return []
    return [typeof chunk === 'string' ? Buffer.from(decodeHex(chunk)) : Buffer.from(chunk.ascii)]
  })
  const shown = steps.flatMap(({ args = {} }) => Object.values(args).map(String))
  const values = outputs.flatMap(({ events }) =>
    events.flatMap(({ data }) =>
      Object.entries(data).flatMap(([key, value]) => (profile.redact.includes(key) ? [String(value)] : [])),
    ),
  )
  const written = sent(outputs).map((hex) => hex.replaceAll(' ', ''))
  const hex = heard.filter((bytes) => bytes.length >= 4).map((bytes) => bytes.toString('hex'))
  const texts = [...steps.flatMap(({ text = [] }) => [text].flat()), ...shown, ...values]
  return [...hex, ...written.filter((one) => one.length >= 8), ...texts.filter((one) => one.length >= 4)]
}
