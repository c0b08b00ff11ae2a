import type { Chunk, LostReason, Wire, WireStats } from '../bus/index.ts'
import { type Clock, type ErrorCode, isDeskError, type Log, type Timer } from '../core/index.ts'
import type {
  DeviceEvent,
  DeviceWrite,
  EventData,
  Profile,
  Session,
  SessionDiagnosis,
  SessionOutput,
  SessionStats,
  StartOptions,
} from '../profile/index.ts'
import type { DeviceCall } from './outputs.ts'
import type { RecordedSession } from './recorder/recorded-session.ts'
import type { Recorder } from './recorder/recorder.ts'
import { SharingWatch } from './sharing-watch.ts'

export interface ConversationOptions {
  readonly device: string
  /** What the site and the search know of the device. */
  readonly start?: StartOptions
  readonly clock: Clock
  readonly log: Log
  readonly recorder: Recorder
  /** `accepted` makes the replies go out that wait for the event to be on disk. */
  onEvent(event: DeviceEvent, accepted: () => void): void
  /** Other programs read the same port now; none does any more when there are no names. */
  onSharers?(programs: readonly string[]): void
}

/** A device that takes its writes slower than they are made is lost before this many wait. */
const maxWaitingWrites = 512
/** How long the closing sequence may take. */
const farewellMs = 1_000

/** One wire and one session of a profile, joined: from the opening sequence until the wire is lost or closed. */
export class Conversation {
  /** Resolves once, with why it is over. Never rejects. */
  readonly over: Promise<LostReason>
  readonly #wire: Wire
  readonly #session: RecordedSession
  readonly #options: ConversationOptions
  readonly #end = Promise.withResolvers<LostReason>()
  readonly #sharing: SharingWatch
  #ended = false
  #now: number
  #timer: Timer | undefined
  #writing: Promise<void> = Promise.resolve()
  #waitingWrites = 0

  constructor(wire: Wire, profile: Profile, options: ConversationOptions) {
    this.#wire = wire
    this.#options = options
    this.#now = options.clock.mono()
    this.#session = options.recorder.start(options.device, profile, this.#now, options.start)
    this.over = this.#end.promise
    this.#sharing = new SharingWatch({
      clock: options.clock,
      ask: async () => (await wire.sharers?.()) ?? [],
      tell: (programs) => {
        if (!this.#ended) options.onSharers?.(programs)
      },
    })
  }

  /** Sends the opening sequence, then what is to be shown, and listens. */
  start(calls: readonly DeviceCall[]): void {
    this.#perform((session, now) => session.open(now))
    for (const call of calls) this.show(call)
    this.#listen()
  }

  /** Arguments that do not fit are logged; they say nothing against the device. */
  show({ command, args }: DeviceCall): void {
    this.#perform((session, now) => {
      try {
        return session.command(command, args, now)
      } catch (error) {
        const code = isDeskError(error) ? error.code : 'DB-DEV-004'
        this.#options.log.warn('output not shown', { code, device: this.#options.device, id: command })
        return session.tick(now)
      }
    })
  }

  /** Sends the closing sequence as far as the device takes it, and closes the wire. */
  async close(): Promise<void> {
    const { clock } = this.#options
    this.#perform((session, now) => session.close(now))
    const late = Promise.withResolvers<void>()
    const timer = clock.after(farewellMs, late.resolve)
    await Promise.race([this.#writing, late.promise, this.over])
    timer.cancel()
    this.#finish({ code: 'DB-BUS-001', args: {} })
    await this.#wire.close()
  }

  /** Writes a decision into the recording. */
  note(code: ErrorCode): void {
    this.#session.note(code, Math.max(this.#now, this.#options.clock.mono()))
  }

  sessionStats(): Readonly<SessionStats> {
    return this.#session.stats()
  }

  diagnosis(): SessionDiagnosis {
    return this.#session.diagnosis(Math.max(this.#now, this.#options.clock.mono()))
  }

  /** What the device has said of which one it is. */
  identity(): EventData {
    return this.#session.identity()
  }

  wireStats(): WireStats {
    return this.#wire.stats()
  }

  async #listen(): Promise<void> {
    for await (const chunk of this.#wire.readable) {
      this.#perform((session, now) => this.#hear(session, chunk, now), chunk.at)
      this.#sharing.heard(this.#session.stats().dropped)
    }
    // Only now: what the device said before it was lost still counts.
    this.#finish(await this.#wire.lost)
  }

  #hear(session: Session, { bytes, report = 0 }: Chunk, now: number): SessionOutput {
    switch (this.#wire.kind) {
      case 'stream':
        return session.bytes(bytes, now)
      case 'reports':
        return session.report(report, bytes, now)
      case 'messages':
        return session.message(Buffer.from(bytes).toString('utf8'), now)
    }
  }

  /** Lets the session do one thing, and does what it asks for. Time never runs backwards for it. */
  #perform(action: (session: Session, now: number) => SessionOutput, at = this.#options.clock.mono()): void {
    if (this.#ended) return
    this.#now = Math.max(this.#now, at)
    try {
      const output = action(this.#session, this.#now)
      for (const write of output.writes) this.#write(write)
      this.#wakeAt(output.wakeAt)
      for (const event of output.events) this.#emit(event)
      if (output.reopen) this.#finish({ code: 'DB-DEV-006', args: { device: this.#options.device } })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#finish({ code: 'DB-DEV-004', args: { device: this.#options.device, reason } })
    }
  }

  #emit(event: DeviceEvent): void {
    this.#options.onEvent(event, () => this.#perform((session, now) => session.accepted(event.id, now)))
  }

  #wakeAt(wakeAt: number | null): void {
    this.#timer?.cancel()
    if (wakeAt === null || this.#ended) return
    const { clock } = this.#options
    this.#timer = clock.after(Math.max(0, wakeAt - clock.mono()), () =>
      this.#perform((session, now) => session.tick(now), Math.max(wakeAt, clock.mono())),
    )
  }

  #write(write: DeviceWrite): void {
    if (this.#waitingWrites >= maxWaitingWrites) {
      this.#finish({ code: 'DB-DEV-005', args: { device: this.#options.device, limit: maxWaitingWrites } })
      return
    }
    this.#waitingWrites += 1
    this.#writing = this.#writing
      .then(() => this.#writeNow(write))
      .finally(() => {
        this.#waitingWrites -= 1
      })
  }

  async #writeNow({ bytes, delay = 0, report }: DeviceWrite): Promise<void> {
    if (this.#ended) return
    try {
      if (delay > 0) await this.#pause(delay)
      if (bytes.length > 0 || report !== undefined) await this.#wire.write(bytes, report)
    } catch (error) {
      this.#finish(reasonOf(error, this.#options.device))
    }
  }

  #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#options.clock.after(ms, resolve)
    return promise
  }

  #finish(reason: LostReason): void {
    if (this.#ended) return
    this.#ended = true
    this.#session.end(reason.code, Math.max(this.#now, this.#options.clock.mono()))
    this.#timer?.cancel()
    this.#end.resolve(reason)
  }
}

function reasonOf(error: unknown, device: string): LostReason {
  if (isDeskError(error)) return { code: error.code, args: error.args }
  return { code: 'DB-DEV-001', args: { device, reason: error instanceof Error ? error.message : String(error) } }
}
