import { DeskError } from '../core/index.ts'
import type { Draft } from './decode/event.ts'
import { Decoder, type RulePlan } from './decode/rules.ts'
import { type Caller, Commander } from './encode/commander.ts'
import type { CommandsPlan } from './encode/commands.ts'
import type { FramerPlan } from './framing/plan.ts'
import { FrameStream } from './framing/stream.ts'
import type { CommandArgs, DeviceEvent, DeviceWrite, Session, SessionOutput, SessionStats } from './model.ts'
import { Repeats } from './repeats.ts'
import { Replies, type Reply } from './replies.ts'
import { Schedule } from './schedule.ts'
import type { SessionSpec } from './schema/index.ts'

/** A profile, compiled: all that a session needs. */
export interface SessionPlan {
  readonly framers: readonly FramerPlan[]
  readonly rules: readonly RulePlan[]
  readonly commands: CommandsPlan
  readonly session: SessionSpec
}

/** One device that is being spoken with; see {@link Session}. */
export class LiveSession implements Session {
  readonly #plan: SessionPlan
  readonly #stream: FrameStream
  readonly #decoder: Decoder
  readonly #commander: Commander
  readonly #schedule: Schedule
  readonly #repeats: Repeats
  readonly #replies = new Replies()
  readonly #stats: SessionStats = {
    bytes: 0,
    frames: 0,
    dropped: 0,
    checkFailures: 0,
    overruns: 0,
    unknown: 0,
    rejected: 0,
    events: 0,
    repeated: 0,
    pollMisses: 0,
    repliesLost: 0,
  }
  #now: number
  #nextEvent = 1
  #events: DeviceEvent[] = []
  #writes: DeviceWrite[] = []

  constructor(plan: SessionPlan, now: number) {
    this.#plan = plan
    this.#now = now
    this.#decoder = new Decoder(plan.rules)
    this.#commander = new Commander(plan.commands)
    this.#schedule = new Schedule(plan.session)
    this.#repeats = new Repeats(plan.session.dedupe)
    this.#stream = new FrameStream(
      plan.framers,
      this.#stats,
      (frame, framer) => this.#frame(frame, framer),
      (command) => this.#commander.isAwaited(command),
    )
  }

  open(now: number): SessionOutput {
    return this.#at(now, () => {
      this.#commander.forget()
      this.#callAll(this.#plan.session.open ?? [])
      this.#schedule.start(now)
    })
  }

  bytes(chunk: Uint8Array, now: number): SessionOutput {
    return this.#at(now, () => this.#stream.push(chunk, now))
  }

  command(name: string, args: CommandArgs, now: number, caller: Caller = 'outside'): SessionOutput {
    return this.call(name, args, now, caller)
  }

  /** Like `command`; the profile's own tests may also call what is internal. */
  call(name: string, args: CommandArgs, now: number, caller: Caller): SessionOutput {
    return this.#at(now, () => this.#writes.push(...this.#commander.call(name, args, now, caller)))
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
      this.#callAll(this.#plan.session.close ?? [])
    })
  }

  stats(): Readonly<SessionStats> {
    return { ...this.#stats }
  }

  /** Does one thing at one time, then whatever has become due, and hands out what came of it. */
  #at(now: number, action: () => void): SessionOutput {
    this.#now = now
    this.#events = []
    this.#writes = []
    action()
    this.#tickSchedule(now)
    this.#writes.push(...this.#commander.tick(now))
    for (const fault of this.#commander.takeFaults()) this.#emit({ name: 'fault', data: { ...fault } })
    return { events: this.#events, writes: this.#writes, wakeAt: this.#wakeAt() }
  }

  #wakeAt(): number | null {
    const times = [this.#stream.wakeAt, this.#schedule.wakeAt, this.#commander.wakeAt].filter((time) => time !== null)
    return times.length > 0 ? Math.min(...times) : null
  }

  #tickSchedule(now: number): void {
    const due = this.#schedule.tick(now)
    this.#stats.pollMisses += due.misses
    if (due.fellSilent) this.#emit({ name: 'fault', data: { reason: 'silent' } })
    this.#callAll(due.send)
  }

  #frame(frame: Uint8Array, framer: string): void {
    if (this.#schedule.heard()) this.#emit({ name: 'status', data: { reason: 'answering' } })
    const decoded = this.#decoder.decode(frame, framer)
    this.#writes.push(...this.#commander.heard(framer, decoded.rule?.id, this.#now))
    if (decoded.kind === 'unknown') this.#stats.unknown++
    if (decoded.kind === 'rejected') this.#stats.rejected++
    if (decoded.kind !== 'decoded') return
    const fresh = decoded.drafts.filter((draft) => !this.#repeats.isRepeat(draft, this.#now))
    this.#stats.repeated += decoded.drafts.length - fresh.length
    const ids = fresh.map((draft) => this.#emit(draft))
    const { now, lost } = this.#replies.add(decoded.rule.replies, ids, decoded.scope)
    this.#stats.repliesLost += lost
    this.#send(now)
  }

  #emit(draft: Draft): number {
    const id = this.#nextEvent++
    this.#stats.events++
    this.#events.push({ id, ...draft })
    return id
  }

  #callAll(names: readonly string[]): void {
    for (const name of names) this.#writes.push(...this.#commander.call(name, {}, this.#now, 'profile'))
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
