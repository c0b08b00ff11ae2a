import { type ErrorCode, isDeskError } from '../../core/index.ts'
import {
  type CommandArgs,
  type DeviceEvent,
  type DeviceWrite,
  type ParamInfo,
  type Profile,
  redactEvent,
  type Session,
  type SessionDiagnosis,
  type SessionOutput,
  type SessionStats,
} from '../../profile/index.ts'
import type { Call, Entry } from './entry.ts'

/** A session that is written down while it is used. Beside what every session does, it takes notes. */
export interface RecordedSession extends Session {
  /** A decision about the device: why it counts as lost, which press was not accepted. */
  note(code: ErrorCode, now: number): void
  /** The wire is gone; nothing more is written down. */
  end(code: ErrorCode, now: number): void
}

/** Where the entries of one session go. */
export type Keep = (entry: Entry, at: number) => void

/** Writes down each call of a session with its time, and what came of it, less what may be personal. */
export function recordSession(session: Session, profile: Profile, keep: Keep): RecordedSession {
  return new Recording(session, profile, keep)
}

/**
 * The session is told the very time that is written down: half the digits are enough for every device, and what is
 * replayed is exactly what was. Never earlier than it was, or a session would be woken before the time it asked for.
 */
export function recordedTime(now: number): number {
  return Math.ceil(now * stepsPerMs) / stepsPerMs
}

const stepsPerMs = 10

class Recording implements RecordedSession {
  readonly #session: Session
  readonly #profile: Profile
  readonly #keep: Keep
  /** Whether writes may hold a text that somebody was shown, who may be named in it. */
  readonly #showsText: boolean
  #isOver = false

  constructor(session: Session, profile: Profile, keep: Keep) {
    this.#session = session
    this.#profile = profile
    this.#keep = keep
    this.#showsText = [...profile.commands.values()].some(
      ({ internal, params }) => !internal && params.some(({ kind }) => kind === 'text'),
    )
  }

  open(now: number): SessionOutput {
    return this.#call({ kind: 'open' }, now, (at) => this.#session.open(at))
  }

  bytes(chunk: Uint8Array, now: number): SessionOutput {
    const call = this.#ifPlain({ kind: 'in', bytes: chunk }, chunk.length)
    return this.#call(call, now, (at) => this.#session.bytes(chunk, at))
  }

  report(number: number, bytes: Uint8Array, now: number): SessionOutput {
    const call = this.#ifPlain({ kind: 'report', number, bytes }, bytes.length)
    return this.#call(call, now, (at) => this.#session.report(number, bytes, at))
  }

  message(text: string, now: number): SessionOutput {
    const call = this.#ifPlain({ kind: 'text', text }, Buffer.byteLength(text))
    return this.#call(call, now, (at) => this.#session.message(text, at))
  }

  command(name: string, args: CommandArgs, now: number, caller?: 'technician'): SessionOutput {
    const shown = this.#profile.isPlain ? { args: this.#masked(name, args) } : {}
    // A command that the device does not have was named by somebody who may name anything.
    const known = this.#profile.commands.has(name) ? name : '-'
    const call: Call = { kind: 'command', name: known, ...shown, ...(caller ? { caller } : {}) }
    return this.#call(call, now, (at) => this.#session.command(name, args, at, caller))
  }

  /** A question to a device that nobody knows yet stands in no recording. */
  probe(send: string, now: number): SessionOutput {
    return this.#session.probe(send, now)
  }

  accepted(eventId: number, now: number): SessionOutput {
    return this.#call({ kind: 'accepted', id: eventId }, now, (at) => this.#session.accepted(eventId, at))
  }

  tick(now: number): SessionOutput {
    return this.#call({ kind: 'tick' }, now, (at) => this.#session.tick(at))
  }

  close(now: number): SessionOutput {
    return this.#call({ kind: 'close' }, now, (at) => this.#session.close(at))
  }

  note(code: ErrorCode, now: number): void {
    this.#write({ kind: 'note', code }, recordedTime(now))
  }

  end(code: ErrorCode, now: number): void {
    this.#write({ kind: 'end', code }, recordedTime(now))
    this.#isOver = true
  }

  stats(): Readonly<SessionStats> {
    return this.#session.stats()
  }

  diagnosis(now: number): SessionDiagnosis {
    return this.#session.diagnosis(now)
  }

  fitted(): ReadonlySet<string> {
    return this.#session.fitted()
  }

  identity(): ReturnType<Session['identity']> {
    return this.#session.identity()
  }

  /** Written down before it is done: what a session fails at is what people will look for. */
  #call(call: Call, now: number, action: (at: number) => SessionOutput): SessionOutput {
    const at = recordedTime(now)
    this.#write(call, at)
    try {
      const output = action(at)
      for (const event of output.events) this.#write(this.#toldOf(event), at)
      for (const write of output.writes) this.#write(this.#sentOf(write), at)
      return output
    } catch (error) {
      this.#write({ kind: 'failed', code: isDeskError(error) ? error.code : 'DB-DEV-004' }, at)
      throw error
    }
  }

  #write(entry: Entry, at: number): void {
    if (!this.#isOver) this.#keep(entry, at)
  }

  #ifPlain(call: Call, length: number): Call {
    return this.#profile.isPlain ? call : { kind: 'heard', length }
  }

  #toldOf(event: DeviceEvent): Entry {
    return { kind: 'event', ...redactEvent(event, this.#profile.redact) }
  }

  #sentOf({ bytes, delay, report }: DeviceWrite): Entry {
    if (!this.#profile.isPlain || this.#showsText) return { kind: 'sent', length: bytes.length }
    return { kind: 'out', bytes, ...(delay === undefined ? {} : { delay }), ...(report ? { report } : {}) }
  }

  /** Free text may be a name: only how long it was is kept. */
  #masked(name: string, args: CommandArgs): CommandArgs {
    const params = this.#profile.commands.get(name)?.params ?? []
    const masked = Object.entries(args).map(([key, value]) => {
      const param = params.find((one) => one.name === key)
      const isBound = typeof value !== 'string' || (param && allows(param, value))
      return [param ? key : '-', isBound ? value : mask(value)] as const
    })
    return Object.fromEntries(masked)
  }
}

function allows(param: ParamInfo, value: string): boolean {
  if (param.kind === 'enum') return param.values.includes(value)
  return param.kind === 'colour' && /^#[0-9A-Fa-f]{6}$/.test(value)
}

function mask(text: string): string {
  return 'x'.repeat([...text.normalize('NFC')].length)
}
