import { DeskError } from '../../core/index.ts'
import { encodeHex, type Profile } from '../../profile/index.ts'
import type { Moment, Stretch } from './stretches.ts'

/** An entry of a profile's `tests`. */
export type ProfileTest = Profile['tests'][number]

type Step = NonNullable<ProfileTest['steps']>[number]
type Expected = NonNullable<Step['expect']>[number]
type Read = string | { readonly idle: number }

/** A test with more would take longer to read than to write anew. */
const maxSteps = 500
/** The longest pause that a test can be told to make at once. */
const longestPause = 3_600_000

/**
 * A recording as a test of its profile: the reads with their pauses, the commands, and the events that came of them.
 * @throws DeskError DB-REC-003 only lengths were recorded; DB-REC-004 it is too long for a test.
 */
export function asTest(stretch: Stretch, profile: Profile): ProfileTest {
  const { head, isWhole, moments } = stretch
  if (head.bytes === 'lengths') throw new DeskError('DB-REC-003', { device: head.device })
  const steps = new Steps(moments[0]?.at ?? 0)
  if (!isWhole && moments[0]?.call.kind !== 'open') steps.session('open')
  for (const moment of moments) steps.take(moment)
  const all = steps.finish()
  if (all.length > maxSteps) throw new DeskError('DB-REC-004', { steps: all.length, most: maxSteps })
  const { variant, addresses = [] } = head.options
  const { bus } = profile
  const bound = addresses.map((address, index) => [`${bus?.param}${index === 0 ? '' : index + 1}`, address] as const)
  const [only] = all
  return {
    name: `recorded at ${head.device}, ${head.wall}`,
    ...(variant === undefined ? {} : { variant }),
    ...(bus && bound.length > 0 ? { bind: Object.fromEntries(bound) } : {}),
    ...(only && all.length === 1 ? only : { steps: all }),
  }
}

/** Steps of a test, made moment by moment. The clock of a test counts whole milliseconds. */
class Steps {
  readonly #start: number
  readonly #steps: Step[] = []
  #now = 0
  /** How long the session was listened to: that it said nothing more is worth testing, too. */
  #end = 0
  #reads: Read[] = []
  #report: number | undefined
  #expected: Expected[] = []

  constructor(start: number) {
    this.#start = start
  }

  take(moment: Moment): void {
    const { call, outcomes } = moment
    // What was masked can be no part of a test, and neither can what came of it.
    if (call.kind === 'heard') return
    if (call.kind !== 'note' && call.kind !== 'end') this.#end = Math.floor(moment.at - this.#start)
    const events = outcomes.flatMap((outcome) => (outcome.kind === 'event' ? [expected(outcome)] : []))
    if (call.kind === 'tick' && events.length === 0) return
    if (call.kind === 'command' && outcomes.some(({ kind }) => kind === 'failed')) return
    // Rounded up where time itself is what happened: a test must not stop short of it.
    const passed = moment.at - this.#start
    const pause = (call.kind === 'tick' ? Math.ceil(passed) : Math.round(passed)) - this.#now
    switch (call.kind) {
      case 'tick':
      case 'in':
      case 'report':
        this.#read(call, pause)
        break
      case 'text':
        this.#alone({ text: call.text }, pause)
        break
      case 'command':
        this.#alone({ command: call.name, ...(hasAny(call.args) ? { args: call.args } : {}) }, pause)
        break
      case 'open':
      case 'close':
        this.#alone({ session: call.kind }, pause)
        break
      case 'accepted':
      case 'note':
      case 'end':
        // A test accepts everything at once, and knows no decisions.
        break
    }
    this.#expected.push(...events)
  }

  session(session: 'open' | 'close'): void {
    this.#steps.push({ session })
  }

  finish(): Step[] {
    if (this.#expected.length > 0 && this.#end > this.#now) this.#endStep()
    this.#wait(this.#end - this.#now)
    this.#endStep()
    return this.#steps
  }

  #read(call: Moment['call'], pause: number): void {
    const report = call.kind === 'report' ? call.number : undefined
    // One step for what belongs together: up to an event and the pause behind it.
    const isNext = this.#expected.length > 0 && (pause > 0 || this.#reads.length === 0)
    const isOther = report !== undefined && this.#report !== undefined && report !== this.#report
    if (isNext || isOther) this.#endStep()
    this.#wait(pause)
    this.#report ??= report
    if ((call.kind === 'in' || call.kind === 'report') && call.bytes.length > 0) this.#reads.push(encodeHex(call.bytes))
  }

  /** A step that is no read; the events behind it are its own until something is read. */
  #alone(step: Step, pause: number): void {
    if (this.#expected.length > 0) this.#endStep()
    this.#wait(pause)
    this.#endStep()
    this.#steps.push(step)
  }

  #wait(pause: number): void {
    for (let left = pause; left > 0; left -= longestPause) this.#reads.push({ idle: Math.min(left, longestPause) })
    this.#now += Math.max(0, pause)
  }

  #endStep(): void {
    const { rx, report, expect } = { rx: this.#reads, report: this.#report, expect: this.#expected }
    const last = this.#steps.at(-1)
    if (rx.length > 0) {
      this.#steps.push({ ...(report ? { report } : {}), rx: rx.length === 1 ? rx[0] : rx, expect } as Step)
    } else if (last && expect.length > 0) {
      this.#steps[this.#steps.length - 1] = { ...last, expect: [...(last.expect ?? []), ...expect] }
    }
    this.#reads = []
    this.#report = undefined
    this.#expected = []
  }
}

function expected({
  name,
  data,
}: {
  readonly name: string
  readonly data: Readonly<Record<string, string | number | boolean>>
}): Expected {
  const { key, ...rest } = data
  const isShort = typeof key === 'string' && /^[A-Za-z0-9-]+$/.test(key) && !hasAny(rest)
  return isShort ? `${name} ${key}` : { [name]: { ...data } }
}

function hasAny(values: object | undefined): boolean {
  return values !== undefined && Object.keys(values).length > 0
}
