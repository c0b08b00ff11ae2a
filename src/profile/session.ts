import { DeskError } from '../core/index.ts'
import { BusTurns } from './bus-turns.ts'
import type { Draft } from './decode/event.ts'
import { parseJson } from './decode/json.ts'
import { type Arrival, type Decoded, Decoder } from './decode/rules.ts'
import { earliest } from './earliest.ts'
import { type Caller, Commander } from './encode/commander.ts'
import { isTrue, type Scalar, type Scope, toScalar } from './expression/index.ts'
import { KeyFilter } from './filters/keys.ts'
import { ReadingFilter } from './filters/readings.ts'
import { FrameStream } from './framing/stream.ts'
import { Misses } from './misses.ts'
import type {
  CommandArgs,
  DeviceEvent,
  DeviceWrite,
  Session,
  SessionDiagnosis,
  SessionOutput,
  SessionStats,
  StartOptions,
} from './model.ts'
import { Repeats } from './repeats.ts'
import { Replies, type Reply } from './replies.ts'
import { Requests } from './requests.ts'
import { type DueCall, Schedule } from './schedule.ts'
import type { KeepaliveSpec } from './schema/index.ts'
import type { SessionPlan } from './session-plan.ts'
import { noStats } from './stats.ts'
import { UnknownFrames } from './unknown-frames.ts'

/** One device, or one line of them, that is being spoken with; see {@link Session}. */
export class LiveSession implements Session {
  readonly #plan: SessionPlan
  readonly #addresses: readonly number[] | undefined
  readonly #stream: FrameStream
  readonly #decoder: Decoder
  readonly #commander: Commander
  readonly #schedule: Schedule
  readonly #repeats: Repeats
  readonly #keys: KeyFilter
  readonly #readings: ReadingFilter
  readonly #requests: Requests
  readonly #unknown: UnknownFrames
  readonly #turns = new BusTurns()
  readonly #replies = new Replies()
  readonly #identity = new Map<string, Scalar>()
  readonly #fitted = new Set<string>()
  readonly #misses = new Misses()
  readonly #stats: SessionStats = noStats()
  #now: number
  #lastEventAt: number | null = null
  #nextEvent = 1
  #reopen = false
  #events: DeviceEvent[] = []
  #writes: DeviceWrite[] = []

  constructor(plan: SessionPlan, now: number, options: StartOptions = {}) {
    const { session, rules, bus } = plan
    const ambient: Scope = (name) => (name === 'variant' ? (options.variant ?? '') : undefined)
    const isWanted = (keepalive: KeepaliveSpec) => isTrue(plan.conditions.get(keepalive)?.evaluate(ambient) ?? true)
    this.#plan = plan
    this.#now = now
    this.#addresses = bus && (options.addresses ?? [])
    this.#decoder = new Decoder(rules, ambient)
    this.#commander = new Commander(plan.commands)
    this.#schedule = new Schedule({
      polls: session.poll ?? [],
      keepalives: (session.keepalive ?? []).filter(isWanted),
      addresses: this.#addresses,
      quietMs: Math.max(bus?.turnaround ?? 0, bus?.gap ?? 0),
    })
    this.#repeats = new Repeats(session.dedupe)
    this.#keys = new KeyFilter({ ...session.keys, ...options.keys })
    this.#readings = new ReadingFilter(options.readings ?? session.readings, bus?.param)
    this.#requests = new Requests(rules, plan.framers, session.poll ?? [])
    this.#unknown = new UnknownFrames(plan.isPlain)
    this.#stream = new FrameStream(
      plan.framers,
      this.#stats,
      (bytes, framer) => this.#arrive({ bytes, framer }),
      (command) => this.#commander.isAwaited(command) || this.#requests.outstanding(this.#now)?.command === command,
    )
  }

  /** Whether bytes come in pieces that must be cut into frames. */
  get isStream(): boolean {
    return this.#plan.link.kind === 'serial' || this.#plan.link.kind === 'tcp'
  }

  open(now: number): SessionOutput {
    return this.#at(now, () => {
      this.#commander.forget()
      this.#requests.forget()
      this.#turns.forget()
      this.#schedule.start(now)
      this.#callEverywhere(this.#plan.session.open ?? [])
    })
  }

  bytes(chunk: Uint8Array, now: number): SessionOutput {
    return this.#at(now, () => this.#stream.push(chunk, now))
  }

  report(number: number, bytes: Uint8Array, now: number): SessionOutput {
    return this.#at(now, () => {
      this.#count(bytes)
      this.#arrive({ bytes, report: number })
    })
  }

  message(text: string, now: number): SessionOutput {
    return this.#at(now, () => {
      const bytes = new Uint8Array(Buffer.from(text, 'utf8'))
      const { link } = this.#plan
      this.#count(bytes)
      if ('max' in link && bytes.length > link.max) this.#stats.overruns++
      else if ('frames' in link && link.frames === 'json') this.#arriveJson(bytes, parseJson(text), link.otherText)
      else this.#arrive({ bytes })
    })
  }

  command(name: string, args: CommandArgs, now: number, caller: Caller = 'outside'): SessionOutput {
    return this.call(name, args, now, caller)
  }

  /** Like `command`; the profile's own tests may also call what is internal. */
  call(name: string, args: CommandArgs, now: number, caller: Caller): SessionOutput {
    return this.#at(now, () => this.#write(this.#commander.call(name, args, now, caller), { name, args }))
  }

  probe(send: string, now: number): SessionOutput {
    const { bus } = this.#plan
    return this.call(send, bus ? { [bus.param]: bus.lowest } : {}, now, 'profile')
  }

  accepted(eventId: number, now: number): SessionOutput {
    return this.#at(now, () => this.#send(this.#replies.accepted(eventId)))
  }

  tick(now: number): SessionOutput {
    return this.#at(now, () => this.#stream.tick(now))
  }

  close(now: number): SessionOutput {
    return this.#at(now, () => {
      this.#schedule.stop()
      this.#commander.forget()
      this.#turns.forget()
      this.#callEverywhere(this.#plan.session.close ?? [])
    })
  }

  stats(): Readonly<SessionStats> {
    return { ...this.#stats }
  }

  diagnosis(now: number): SessionDiagnosis {
    return {
      unknownFrames: this.#unknown.list(now),
      lastEventAgeMs: this.#lastEventAt === null ? null : now - this.#lastEventAt,
      missesByAddress: this.#misses.byAddress(),
    }
  }

  fitted(): ReadonlySet<string> {
    return this.#fitted
  }

  identity(): Readonly<Record<string, Scalar>> {
    return Object.fromEntries(this.#identity)
  }

  /** Does one thing at one time, then whatever has become due, and hands out what came of it. */
  #at(now: number, action: () => void): SessionOutput {
    this.#now = now
    this.#events = []
    this.#writes = []
    this.#reopen = false
    action()
    this.#tickFilters(now)
    this.#takeTurn(now)
    this.#tickSchedule(now)
    this.#write(this.#commander.tick(now))
    for (const fault of this.#commander.takeFaults()) this.#emit({ name: 'fault', data: { ...fault } })
    return { events: this.#events, writes: this.#writes, wakeAt: this.#wakeAt(now), reopen: this.#reopen }
  }

  #wakeAt(now: number): number | null {
    const turn = this.#turns.isEmpty ? null : this.#schedule.freeAt(now)
    const filters = [this.#keys.wakeAt, this.#readings.wakeAt]
    return earliest([this.#stream.wakeAt, this.#schedule.wakeAt, this.#commander.wakeAt, turn, ...filters])
  }

  #tickFilters(now: number): void {
    for (const draft of this.#keys.tick(now)) this.#emit(draft)
    const { drafts, forgotten } = this.#readings.tick(now)
    for (const event of forgotten) this.#decoder.forget(event)
    for (const draft of drafts) this.#emit(draft)
  }

  /** One command that waited for the line has it now. */
  #takeTurn(now: number): void {
    if (this.#turns.isEmpty || this.#schedule.freeAt(now) > now) return
    this.#writes.push(...this.#turns.next())
    this.#schedule.giveWord(now)
  }

  #tickSchedule(now: number): void {
    const due = this.#schedule.tick(now)
    this.#stats.pollMisses += due.missed.length
    this.#misses.add(due.missed)
    for (const address of due.fellSilent) this.#emit({ name: 'fault', data: this.#about('silent', address) })
    this.#reopen ||= due.reopen
    for (const call of due.calls) this.#writes.push(...this.#callOne(call))
  }

  #count(bytes: Uint8Array): void {
    this.#stats.bytes += bytes.length
    this.#stats.frames++
  }

  #arriveJson(bytes: Uint8Array, json: unknown, otherText: 'ignore' | 'unknown'): void {
    if (json !== undefined) this.#arrive({ bytes, json })
    else if (otherText === 'unknown') this.#isUnknown(bytes, 0)
  }

  #arrive({ bytes, framer = '', report = 0, json }: Partial<Arrival> & Pick<Arrival, 'bytes'>): void {
    const { command: replyTo, args: asked } = this.#requests.outstanding(this.#now) ?? {}
    const decoded = this.#decoder.decode({ bytes, framer, report, json, replyTo, asked, now: this.#now })
    this.#heard(decoded)
    this.#requests.heard(framer, decoded.rule?.replyTo)
    this.#write(this.#commander.heard(framer, decoded.rule?.id, this.#now))
    if (decoded.kind === 'unknown') {
      this.#isUnknown(bytes, report)
      return
    }
    if (decoded.kind !== 'rejected') this.#fitted.add(decoded.rule.id)
    if (decoded.kind === 'rejected') this.#stats.rejected++
    if (decoded.kind !== 'decoded') return
    for (const field of this.#plan.identity) this.#remember(field, decoded.scope)
    const fresh = this.#withoutRepeats(decoded.drafts)
    const isAwaited = decoded.rule.replies.some(({ after }) => after === 'durable')
    // A device that waits for the disk must not hear of it while its press is still held back.
    const ids = (isAwaited ? fresh : this.#filter(fresh)).map((draft) => this.#emit(draft))
    const { now, lost } = this.#replies.add(decoded.rule.replies, ids, decoded.scope)
    this.#stats.repliesLost += lost
    this.#send(now)
  }

  #isUnknown(bytes: Uint8Array, report: number): void {
    this.#stats.unknown++
    this.#unknown.add(bytes, report, this.#now)
  }

  #remember(field: string, scope: Scope): void {
    const value = scope(field)
    if (value !== undefined) this.#identity.set(field, toScalar(value))
  }

  /** Any frame shows that the device lives; on a bus it must say which one it is. */
  #heard(decoded: Decoded): void {
    const { bus } = this.#plan
    const address = bus && decoded.kind === 'decoded' ? decoded.scope(bus.param) : undefined
    const at = typeof address === 'number' ? address : undefined
    if (bus && at === undefined) this.#schedule.spoke(this.#now)
    else if (this.#schedule.heard(at, this.#now)) this.#emit({ name: 'status', data: this.#about('answering', at) })
  }

  #about(reason: string, address: number | undefined): Draft['data'] {
    const { bus } = this.#plan
    return bus && address !== undefined ? { reason, [bus.param]: address } : { reason }
  }

  #withoutRepeats(drafts: readonly Draft[]): readonly Draft[] {
    const news = drafts.filter((draft) => !draft.isQuiet)
    for (const draft of drafts) if (draft.isQuiet) this.#readings.confirm(draft, this.#now)
    const fresh = news.filter((draft) => !this.#repeats.isRepeat(draft, this.#now))
    this.#stats.repeated += news.length - fresh.length
    return fresh
  }

  /** What is left of events when bounces and small changes are taken out. */
  #filter(drafts: readonly Draft[]): readonly Draft[] {
    return drafts
      .flatMap((draft) => this.#keys.take(draft, this.#now))
      .flatMap((draft) => this.#readings.take(draft, this.#now))
  }

  #emit(draft: Draft): number {
    const id = this.#nextEvent++
    this.#stats.events++
    this.#lastEventAt = this.#now
    this.#events.push({ id, ...draft })
    return id
  }

  /** Opening and closing sequences, for each address where there are several. */
  #callEverywhere(names: readonly string[]): void {
    for (const address of this.#addresses ?? [undefined]) {
      for (const send of names)
        this.#writes.push(...this.#callOne(address === undefined ? { send } : { send, address }))
    }
  }

  #callOne({ send, address }: DueCall): readonly DeviceWrite[] {
    const { bus } = this.#plan
    const args: CommandArgs = bus && address !== undefined ? { [bus.param]: address } : {}
    this.#requests.sent(send, args, this.#now)
    return this.#commander.call(send, args, this.#now, 'profile')
  }

  /** What is not part of the schedule waits on a bus until nobody else is speaking. */
  #write(writes: readonly DeviceWrite[], call?: { readonly name: string; readonly args: CommandArgs }): void {
    if (writes.length === 0) return
    if (call) this.#requests.sent(call.name, call.args, this.#now)
    if (this.#plan.bus) this.#stats.writesLost += this.#turns.add(writes)
    else this.#writes.push(...writes)
    if (this.#plan.bus) this.#takeTurn(this.#now)
  }

  /** A reply whose values do not fit is dropped and counted: bytes of a device must not stop its session. */
  #send(replies: readonly Reply[]): void {
    for (const { command, scope } of replies) {
      try {
        this.#writes.push(...this.#commander.reply(command, scope))
      } catch (error) {
        if (!(error instanceof DeskError)) throw error
        this.#stats.repliesLost++
      }
    }
  }
}
