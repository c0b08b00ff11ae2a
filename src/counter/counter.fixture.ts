import { Compile } from 'typebox/compile'
import type {
  CallAction,
  CommandArgs,
  CounterCommand,
  DeskInput,
  DeskOutput,
  FactDraft,
  FactType,
  NumberBlock,
  Occasion,
  OfficerProof,
  Parting,
  Request,
  WaitingTicket,
} from '../contract/index.ts'
import { countersSchema, factSchemas, factTypes, parseTime, requestSchema, resultSchema } from '../contract/index.ts'
import type { Moment, Uuid } from '../core/index.ts'
import {
  announcementOf,
  type CounterInput,
  type CounterSettings,
  type CounterState,
  type CounterStep,
  defaultSettings,
  initialState,
  inReach,
  restoreState,
  type Surroundings,
  step,
} from './index.ts'

type LateEntry = Extract<DeskInput, { kind: 'late-entry' }>

/** What a press may say beside its key. */
interface Said {
  readonly ticket?: string
  readonly to?: string
  readonly reason?: string
  readonly via?: 'keypad' | 'screen'
}

/** When every bench starts. */
export const noon = parseTime('2026-11-23T12:00:00.000+07:00')

/** The n-th id of a test, with room for the ids derived from it. */
export function inputId(n: number): Uuid {
  return `019ab3f0-0000-7000-8000-${n.toString(16).padStart(10, '0')}00` as Uuid
}

/** A counter on the bench: real steps, a clock that is moved by hand, a disk that is JSON. */
export class Bench {
  readonly facts: FactDraft[] = []
  readonly requests: Request[] = []
  readonly outputs: DeskOutput[] = []
  readonly history: { readonly input: CounterInput; readonly now: Moment; readonly outside: Surroundings }[] = []
  settings: CounterSettings
  /** What the centre and the other counters of the desk let this one know. */
  outside: Omit<Surroundings, 'settings'> = inReach(defaultSettings)
  state: CounterState
  wakeAt: number | null = null
  #mono = 1_000
  #wallAhead = noon - 1_000
  #inputs = 0
  readonly #counter: string

  constructor(settings: CounterSettings = defaultSettings, counter = '5') {
    this.settings = settings
    this.#counter = counter
    this.#inputs = Number(counter) * 0x100_0000
    this.state = initialState(counter)
  }

  get now(): Moment {
    return { wall: this.#mono + this.#wallAhead, mono: this.#mono, quality: 'synced' }
  }

  press(action: CallAction, more: Said = {}): CounterStep {
    return this.take({ kind: 'call', action, via: 'keypad', ...more, ...this.#device('keypad-1') })
  }

  rate(level: number, via: 'keypad' | 'screen' = 'keypad'): CounterStep {
    return this.take({ kind: 'rating', level, via, ...this.#device('rating-1') })
  }

  scan(text: string): CounterStep {
    return this.take({ kind: 'scan', text, ...this.#device('scanner-1') })
  }

  command<N extends CounterCommand['name']>(name: N, args: CommandArgs<N>, inReplyTo?: string): CounterStep {
    const id = this.#newId()
    const reply = inReplyTo === undefined ? {} : { inReplyTo }
    const command = {
      id,
      name,
      counter: this.#counter,
      args,
      madeAt: '2026-11-23T12:00:00.000+07:00',
      ...reply,
    } as CounterCommand
    return this.take({ kind: 'command', id, command })
  }

  show(ticket: string | null, inReplyTo?: string): CounterStep {
    return this.command('counter.show', { ticket }, inReplyTo)
  }

  /** The centre answers the latest request with a number. */
  answer(ticket: string | null): CounterStep {
    return this.show(ticket, this.requests.at(-1)?.id)
  }

  /** The cable is pulled. */
  loseCentre(): void {
    this.outside = { ...this.outside, centre: 'out-of-reach' }
  }

  findCentre(): void {
    this.outside = { ...this.outside, centre: 'in-reach' }
  }

  /** The centre says who waits, and wakes the counter with it. */
  hearLine(tickets: readonly string[], numbers?: NumberBlock): CounterStep {
    return this.hearTickets(
      tickets.map((ticket) => ({ ticket })),
      numbers,
    )
  }

  /** The same, with what else the centre says of each. */
  hearTickets(tickets: readonly WaitingTicket[], numbers?: NumberBlock): CounterStep {
    const line = { counter: this.#counter, tickets: [...tickets], waiting: tickets.length }
    this.outside = { ...this.outside, line: numbers ? { ...line, numbers } : line }
    return this.tick()
  }

  /** An officer wants to sit down. */
  arrive(officer: string, more: { proof?: OfficerProof; running?: Parting } = {}): CounterStep {
    return this.take({ kind: 'sign-in', officer, via: 'screen', ...more, ...this.#device('page-1') })
  }

  /** The officer leaves the seat. */
  leave(running?: Parting): CounterStep {
    const parting = running === undefined ? {} : { running }
    return this.take({ kind: 'sign-out', via: 'screen', ...parting, ...this.#device('page-1') })
  }

  /** The officer asks the citizen for a rating. */
  askRating(occasion?: Occasion): CounterStep {
    const asked = occasion === undefined ? {} : { occasion }
    return this.take({ kind: 'rating-open', via: 'screen', ...asked, ...this.#device('page-1') })
  }

  /** The citizen answers one more question on a screen. */
  answerQuestion(question: string, level: number): CounterStep {
    return this.take({ kind: 'rating', level, question, via: 'screen', ...this.#device('page-1') })
  }

  dossier(code: string, act: 'attach' | 'detach'): CounterStep {
    return this.take({ kind: 'dossier', code, act, ...this.#device('page-1') })
  }

  /** A service that was kept on paper, by default of the last hour. */
  enterLate(entry: Partial<Pick<LateEntry, 'ticket' | 'dossiers' | 'began' | 'ended'>> = {}): CounterStep {
    const { wall } = this.now
    const paper = { ticket: 'S-07', dossiers: [], began: wall - 3_600_000, ended: wall - 1_800_000, ...entry }
    return this.take({ kind: 'late-entry', via: 'screen', ...paper, ...this.#device('page-1') })
  }

  openRating(service?: string): CounterStep {
    return this.command('rating.open', service === undefined ? {} : { service })
  }

  signIn(officer: string | null): CounterStep {
    return this.command('officer.set', { officer, proven: true })
  }

  /** Serves a ticket from the call to the finish, which arms its rating. Gives the id of the service. */
  serve(ticket: string): string {
    this.show(ticket)
    this.press('begin')
    this.answer(ticket)
    this.wait(1_000)
    this.press('finish')
    this.answer(null)
    return this.of('service.end').at(-1)?.data.service ?? ''
  }

  /** Time passes, and the timer wakes the counter whenever it asked for it. */
  wait(ms: number): void {
    const end = this.#mono + ms
    while (this.wakeAt !== null && this.wakeAt <= end) {
      this.#mono = Math.max(this.#mono, this.wakeAt)
      this.tick()
    }
    this.#mono = end
  }

  /** Time passes, but the agent is too busy to wake the counter. */
  sleep(ms: number): void {
    this.#mono += ms
  }

  tick(): CounterStep {
    return this.take({ kind: 'tick', id: this.#newId() })
  }

  /** The agent starts again after a power cut: monotonic time begins anew, the wall goes on. */
  restart(cut = 30_000): CounterStep {
    const { wall } = this.now
    this.#mono = 77
    this.#wallAhead = wall + cut - this.#mono
    return this.take({ kind: 'started', id: this.#newId() })
  }

  take(input: CounterInput): CounterStep {
    const outside = { ...this.outside, settings: this.settings }
    this.history.push({ input, now: this.now, outside })
    const done = step(this.state, input, this.now, outside)
    checkStep(done)
    must(done.wakeAt === null || done.wakeAt > this.now.mono, 'what is due is done')
    this.state = restoreState(JSON.parse(JSON.stringify(done.state)))
    this.wakeAt = done.wakeAt
    this.facts.push(...done.facts)
    this.requests.push(...done.requests)
    this.outputs.push(...done.outputs)
    return done
  }

  of<T extends FactType>(type: T): Extract<FactDraft, { type: T }>[] {
    return this.facts.filter((fact): fact is Extract<FactDraft, { type: T }> => fact.type === type)
  }

  /** The ratings so far: ticket and level. */
  get given(): string[] {
    return this.of('rating.given').map(({ data }) => `${data.ticket} ${data.level}`)
  }

  /** The tickets that were not rated so far. */
  get notRated(): string[] {
    return this.of('rating.none').map(({ data }) => data.ticket)
  }

  get notices(): string[] {
    return this.outputs.flatMap((output) => (output.kind === 'notice' ? [output.text] : []))
  }

  get sign() {
    return this.outputs.findLast((output) => output.kind === 'sign')?.sign
  }

  get padArmed() {
    return this.outputs.findLast((output) => output.kind === 'rating-pad')?.armed
  }

  #device(source: string) {
    return { id: this.#newId(), source, counter: this.#counter }
  }

  #newId(): Uuid {
    return inputId(++this.#inputs)
  }
}

/** A counter whose officer just finished a service, so that its rating window opened at `end`. */
export function finished(ticket = 'A012') {
  const bench = new Bench()
  bench.signIn('cb-an')
  const service = bench.serve(ticket)
  return { bench, service, end: bench.now.wall }
}

/** Seconds in milliseconds. */
export function seconds(count: number): number {
  return count * 1_000
}

/** The types of the facts of a step, in order. */
export function typesOf({ facts }: Pick<CounterStep, 'facts'>): FactType[] {
  return facts.map(({ type }) => type)
}

const factChecks = new Map(factTypes.map((type) => [type, Compile(factSchemas[type])]))
const requestCheck = Compile(requestSchema)
const resultCheck = Compile(resultSchema)
const countersCheck = Compile(countersSchema)

/** What every step must keep: facts, requests and results that fit their schemas, a small state that survives JSON, and a face for the public. */
function checkStep({ state, facts, requests, results }: CounterStep): void {
  for (const { type, data } of facts)
    must(factChecks.get(type)?.Check(data) === true, `${type} ${JSON.stringify(data)}`)
  for (const request of requests) must(requestCheck.Check(request), JSON.stringify(request))
  for (const result of results) must(resultCheck.Check(result), JSON.stringify(result))
  must(countersCheck.Check({ counters: [announcementOf(state)] }), JSON.stringify(announcementOf(state)))
  const json = JSON.stringify(state)
  must(Buffer.byteLength(json) < 16_384, `a state of ${Buffer.byteLength(json)} bytes`)
  must(JSON.stringify(JSON.parse(json)) === json, 'a state that JSON does not keep')
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`)
}
