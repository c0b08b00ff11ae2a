import type { Clock, Log, Timer } from '../../core/index.ts'
import type { Profile, StartOptions } from '../../profile/index.ts'
import { CardMask, type TimedEntry } from './card-mask.ts'
import { type Entry, type SessionHead, writeHead, writeLine } from './entry.ts'
import { type RecordedSession, recordedTime, recordSession } from './recorded-session.ts'

/** Writes down what passes between the desk and its devices. Nothing of it ever waits for the disk, or fails with it. */
export interface Recorder {
  /** Begins a session of a profile, as `profile.start` does, and writes it down from here on. */
  start(device: string, profile: Profile, now: number, options?: StartOptions): RecordedSession
  /** Writes what has not been written yet. */
  stop(): Promise<void>
}

/** Where a recorder's lines are kept. */
export interface RecordingSink {
  /** Appends whole lines; a part that begins with them begins with `heads`, so that it can be read alone. Rejects when they cannot be kept. */
  append(lines: string, heads: string): Promise<void>
  close(): Promise<void>
}

export interface RecorderOptions {
  readonly clock: Clock
  readonly log: Log
  readonly sink: RecordingSink
  /** A name that no other run of the agent has had. */
  readonly run: string
}

/** How long lines are collected before they are written together. */
const collectMs = 1_000
/** Characters that may wait for a slow disk. Beyond them all that waits is given up, and the recording has a gap. */
const maxWaiting = 1_048_576
/** How long nothing is recorded after the disk has refused. */
const pauseMs = 60_000

/** A recorder for a desk. */
export function createRecorder(options: RecorderOptions): Recorder {
  return new FlightRecorder(options)
}

/** For desks without one: sessions are only used. */
export const noRecorder: Recorder = {
  start: (_, profile, now, options) => recordSession(profile.start(now, options), profile, () => undefined),
  stop: async () => undefined,
}

interface OpenSession {
  readonly number: number
  readonly head: Omit<SessionHead, 'entries' | 'wall'>
  readonly mask: CardMask
  entries: number
}

class FlightRecorder implements Recorder {
  readonly #options: RecorderOptions
  readonly #open = new Set<OpenSession>()
  #started = 0
  #lines: string[] = []
  #waiting = 0
  /** What a reader needs to understand the first of the waiting lines. */
  #heads = ''
  #timer: Timer | undefined
  #writing: Promise<void> | undefined
  #pausedUntil = Number.NEGATIVE_INFINITY
  #isFailing = false

  constructor(options: RecorderOptions) {
    this.#options = options
  }

  start(device: string, profile: Profile, now: number, options: StartOptions = {}): RecordedSession {
    this.#started += 1
    const head = {
      device,
      profile: profile.id,
      revision: profile.revision,
      bytes: profile.isPlain ? 'whole' : 'lengths',
      options,
      run: this.#options.run,
    } as const
    const session: OpenSession = { number: this.#started, head, mask: new CardMask(), entries: 0 }
    const at = recordedTime(now)
    this.#keep(this.#headLine(session, at))
    this.#open.add(session)
    const started = profile.start(at, options)
    return recordSession(started, profile, (entry, time) => this.#keepEntry(session, entry, time))
  }

  async stop(): Promise<void> {
    for (const session of [...this.#open]) this.#write(session, session.mask.release())
    this.#timer?.cancel()
    this.#timer = undefined
    while (this.#writing || this.#lines.length > 0) await (this.#writing ?? this.#flush())
    this.#pausedUntil = Number.POSITIVE_INFINITY
    await this.#options.sink.close()
  }

  #keepEntry(session: OpenSession, entry: Entry, at: number): void {
    this.#write(session, session.mask.take(entry, at))
    if (session.mask.isHolding) this.#flushLater()
  }

  #write(session: OpenSession, entries: readonly TimedEntry[]): void {
    for (const { entry, at } of entries) {
      this.#keep(writeLine(session.number, at, entry))
      session.entries += 1
      if (entry.kind === 'end') this.#open.delete(session)
    }
  }

  #keep(line: string): void {
    const { clock } = this.#options
    if (clock.mono() < this.#pausedUntil) return
    if (this.#waiting + line.length > maxWaiting) this.#giveUp()
    if (this.#lines.length === 0) this.#heads = this.#headLines()
    this.#lines.push(line)
    this.#waiting += line.length + 1
    this.#flushLater()
  }

  #flushLater(): void {
    const { clock } = this.#options
    this.#timer ??= clock.after(collectMs, () => {
      // What becomes writable now goes out now, and asks for no time of its own.
      for (const session of [...this.#open]) this.#write(session, session.mask.due(clock.mono()))
      this.#timer = undefined
      if ([...this.#open].some(({ mask }) => mask.isHolding)) this.#flushLater()
      if (!this.#writing && this.#lines.length > 0) void this.#flush()
    })
  }

  /** The disk is too slow for what comes in: the newest is worth more than what waits. */
  #giveUp(): void {
    this.#lines = []
    this.#waiting = 0
    const heads = this.#headLines()
    if (heads === '') return
    this.#heads = heads
    this.#lines.push(heads.trimEnd())
    this.#waiting = heads.length
  }

  #headLines(): string {
    const at = recordedTime(this.#options.clock.mono())
    return [...this.#open].map((session) => `${this.#headLine(session, at)}\n`).join('')
  }

  #headLine({ number, head, entries }: OpenSession, at: number): string {
    const wall = new Date(this.#options.clock.wall()).toISOString()
    return writeHead(number, at, { ...head, entries, wall })
  }

  #flush(): Promise<void> {
    const lines = `${this.#lines.join('\n')}\n`
    this.#lines = []
    this.#waiting = 0
    this.#writing = this.#append(lines, this.#heads).then(() => {
      this.#writing = undefined
      // What came while the disk was at work is due when its own time is over, or now when it is.
      if (this.#lines.length > 0 && !this.#timer) return this.#flush()
      return undefined
    })
    return this.#writing
  }

  async #append(lines: string, heads: string): Promise<void> {
    const { sink, log, clock } = this.#options
    try {
      await sink.append(lines, heads)
      if (this.#isFailing) log.info('recording again')
      this.#isFailing = false
    } catch (error) {
      this.#pausedUntil = clock.mono() + pauseMs
      if (!this.#isFailing) log.warn('recording stopped', { code: 'DB-REC-001', reason: String(error) })
      this.#isFailing = true
      this.#lines = []
      this.#waiting = 0
    }
  }
}
