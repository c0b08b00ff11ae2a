import { DeskError, type Place } from '../core/index.ts'
import { decodeHex, encodeHex, join } from './bytes.ts'
import { type Reading, read, startSession } from './compile.ts'
import type { CommandArgs, DeviceEvent, Profile, Session, SessionOutput, SessionStats, StartOptions } from './model.ts'
import type { ChunkSpec, ExpectedSpec, StepSpec, VectorSpec } from './schema/index.ts'
import { LiveSession } from './session.ts'

/** What came of the embedded tests of a profile. */
export interface VectorReport {
  readonly passed: number
  readonly failed: number
  readonly results: readonly VectorResult[]
}

export interface VectorResult {
  readonly name: string
  /** Empty when the test passes. */
  readonly problems: readonly DeskError[]
  readonly events: readonly DeviceEvent[]
  readonly stats: Readonly<SessionStats>
}

/** Runs the embedded tests of a profile, or of its source (then problems have places). Throws what `compile` throws. */
export function runVectors(profile: Profile | string, file?: string): VectorReport {
  if (typeof profile !== 'string') {
    return report(profile.tests.map((test) => runVector(test, (options) => profile.start(0, options))))
  }
  const reading = read(profile, file)
  if (reading.kind === 'bad') throw reading.problems[0]
  return report([...vectorsOf(reading)])
}

/** Runs the tests of a profile that was read, each when it is asked for. */
export function* vectorsOf({ plan, definition, document }: GoodReading): Generator<VectorResult, void> {
  for (const [index, test] of (definition.tests ?? []).entries()) {
    yield runVector(test, (options) => startSession(plan, 0, options), document.locate(['tests', index]))
  }
}

type GoodReading = Extract<Reading, { kind: 'good' }>

function report(results: readonly VectorResult[]): VectorReport {
  const passed = results.filter((result) => result.problems.length === 0).length
  return { passed, failed: results.length - passed, results }
}

/** Runs one test against a fresh session. */
export function runVector(test: VectorSpec, start: Start, place?: Place): VectorResult {
  const bench = new Bench(start(optionsOf(test)), test.bind ?? {})
  const problems: DeskError[] = []
  for (const step of test.steps ?? [test]) {
    const outcome = bench.run(step)
    for (const { expected, found } of differences(step, outcome)) {
      problems.push(new DeskError('DB-PRO-040', { name: test.name, expected, found }, place ? { place } : {}))
    }
  }
  return { name: test.name, problems, events: bench.events, stats: bench.stats() }
}

type Start = (options: StartOptions) => Session

/** What a test settles beforehand: the variant, and the address on a bus. */
export function optionsOf({ variant, bind = {} }: VectorSpec): StartOptions {
  const addresses = Object.values(bind).filter((value) => typeof value === 'number')
  return { ...(variant === undefined ? {} : { variant }), addresses }
}

/** The bytes of one read in a test; undefined for a pause. */
export function chunkBytes(chunk: ChunkSpec): Uint8Array | undefined {
  if (typeof chunk === 'string') return decodeHex(chunk)
  return 'ascii' in chunk ? new Uint8Array(Buffer.from(chunk.ascii, 'utf8')) : undefined
}

interface Outcome {
  readonly events: readonly DeviceEvent[]
  readonly tx: Uint8Array
  readonly failure: DeskError | undefined
}

/** Bytes as the wire of the profile would hand them in: whole reports, or a piece of a stream. */
export function receive(session: Session, bytes: Uint8Array, report: number | undefined, now: number): SessionOutput {
  const isStream = !(session instanceof LiveSession) || session.isStream
  return isStream ? session.bytes(bytes, now) : session.report(report ?? 0, bytes, now)
}

/** A session on the test bench: a clock that jumps, and a journal that accepts everything at once, or nothing. */
class Bench {
  readonly #session: Session
  readonly #bind: CommandArgs
  #now = 0
  #wakeAt: number | null = null
  #events: DeviceEvent[] = []
  #writes: Uint8Array[] = []
  readonly events: DeviceEvent[] = []

  constructor(session: Session, bind: CommandArgs) {
    this.#session = session
    this.#bind = bind
  }

  stats(): Readonly<SessionStats> {
    return this.#session.stats()
  }

  run(step: StepSpec): Outcome {
    this.#events = []
    this.#writes = []
    const failure = this.#try(() => this.#perform(step))
    this.events.push(...this.#events)
    return { events: this.#events, tx: join(this.#writes), failure }
  }

  #perform(step: StepSpec): void {
    const accepts = step.accepted !== false
    if (step.session === 'open') this.#take(this.#session.open(this.#now), accepts)
    for (const chunk of [step.rx ?? []].flat()) this.#feed(chunk, step.report, accepts)
    for (const text of [step.text ?? []].flat()) this.#take(this.#session.message(text, this.#now), accepts)
    if (step.command !== undefined) this.#take(this.#call(step.command, { ...this.#bind, ...step.args }), accepts)
    if (step.session === 'close') this.#take(this.#session.close(this.#now), accepts)
  }

  #call(name: string, args: NonNullable<StepSpec['args']>): SessionOutput {
    if (!(this.#session instanceof LiveSession)) return this.#session.command(name, args, this.#now)
    return this.#session.call(name, args, this.#now, 'profile')
  }

  #feed(chunk: ChunkSpec, report: number | undefined, accepts: boolean): void {
    const bytes = chunkBytes(chunk)
    if (bytes) this.#take(receive(this.#session, bytes, report, this.#now), accepts)
    else if (typeof chunk === 'object' && 'idle' in chunk) this.#pass(this.#now + chunk.idle, accepts)
  }

  /** Lets time pass as the device room would: a tick whenever the session asked for one. */
  #pass(until: number, accepts: boolean): void {
    for (let ticks = 0; this.#wakeAt !== null && this.#wakeAt < until && ticks < 10_000; ticks++) {
      this.#now = Math.max(this.#now, this.#wakeAt)
      this.#take(this.#session.tick(this.#now), accepts)
    }
    this.#now = until
    this.#take(this.#session.tick(until), accepts)
  }

  #take(output: SessionOutput, accepts: boolean): void {
    this.#events.push(...output.events)
    this.#writes.push(...output.writes.map((write) => write.bytes))
    this.#wakeAt = output.wakeAt
    if (accepts) for (const { id } of output.events) this.#take(this.#session.accepted(id, this.#now), accepts)
  }

  #try(action: () => void): DeskError | undefined {
    try {
      action()
      return undefined
    } catch (error) {
      if (error instanceof DeskError) return error
      throw error
    }
  }
}

interface Difference {
  readonly expected: string
  readonly found: string
}

function differences(step: StepSpec, { events, tx, failure }: Outcome): Difference[] {
  if (failure) return [{ expected: step.command ?? 'no error', found: failure.message }]
  const found: Difference[] = []
  const { expect } = step
  if (expect && !(expect.length === events.length && expect.every((one, i) => isExpected(one, events[i])))) {
    found.push({ expected: JSON.stringify(expect), found: JSON.stringify(events.map(showEvent)) })
  }
  if (step.tx !== undefined) {
    const due = txBytes(step.tx)
    const sent = step.prefix ? tx.subarray(0, due.length) : tx
    if (Buffer.compare(sent, due) !== 0) found.push({ expected: encodeHex(due) || '–', found: encodeHex(tx) || '–' })
  }
  return found
}

function txBytes(tx: NonNullable<StepSpec['tx']>): Uint8Array {
  if (typeof tx === 'object' && 'ascii' in tx) return new Uint8Array(Buffer.from(tx.ascii, 'utf8'))
  return join([tx].flat().map(decodeHex))
}

function showEvent(event: DeviceEvent): Readonly<Record<string, DeviceEvent['data']>> {
  return { [event.name]: event.data }
}

/** `press next` looks at the key only; `press 1:di6` also at an address, `press pad2.red` at a group. */
function isExpected(expected: ExpectedSpec, event: DeviceEvent | undefined): boolean {
  if (!event) return false
  if (typeof expected === 'object') {
    const [name, data] = Object.entries(expected)[0] ?? ['', {}]
    return name === event.name && sameData(data, event.data)
  }
  const [name = '', label = ''] = expected.split(' ')
  const [, address, group, number, key] = /^(?:([^:]+):)?(?:([A-Za-z]+)(\d+)\.)?(.+)$/.exec(label) ?? []
  return (
    name === event.name &&
    String(event.data.key) === key &&
    (address === undefined || Object.values(event.data).map(String).includes(address)) &&
    (group === undefined || String(event.data[group]) === number)
  )
}

function sameData(left: DeviceEvent['data'], right: DeviceEvent['data']): boolean {
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key])
}
