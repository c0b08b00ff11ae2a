import { type Acknowledgement, formatReason, publishRefusal } from '../broker/index.ts'
import { type Fact, type TombstoneReason, tombstoneType } from '../contract/index.ts'
import { type Clock, DeskError, type Log, type Random, type Timer, toDeskError } from '../core/index.ts'
import type { Delivery, Position, StoredFact } from '../journal/index.ts'
import { Ahead, type SentFact } from './ahead.ts'
import type { Alarms } from './alarms.ts'
import { BrokerMarks } from './broker-marks.ts'
import { type Bucket, newBucket, takeToken } from './bucket.ts'
import { FactReader } from './fact-reader.ts'
import { bearable, type Lessons } from './lessons.ts'
import type { Outlet } from './outlet.ts'
import { setBack, type Trouble } from './setback.ts'
import { afterAcknowledgement, condemned, isSuspect } from './suspicion.ts'
import { acknowledged, openWindow, probing, room, sent, settled, shrunk, type Window } from './window.ts'

/** What a {@link Sender} needs. */
export interface SenderOptions {
  readonly outlet: Outlet
  readonly delivery: Delivery
  readonly topic: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly alarms: Alarms
  readonly lessons: Lessons
  readonly after: 'clean' | 'abnormal'
  /** `centre`: the centre's receipts count. `none`: the broker's PUBACK counts, for centres that give no receipts. */
  readonly receipts: 'centre' | 'none'
  /** Facts per second at most while a backlog drains, as the centre wishes. */
  drainRate(): number | undefined
}

/** Facts sent beyond the last receipt at most, so that a sleeping centre does not fill the broker. */
const furthestAhead = 4096
/** Facts of a backlog that go out in one write; with more of them a write costs no less per fact. */
const goodPiece = 32
/** That nobody listens at the broker is told to people after so long. */
const unheardFor = 60_000
const packetTooLarge = 0x95

/**
 * Sends the facts of one session, oldest first, from the first that no receipt covers. Nothing is remembered between
 * sessions but the journal itself and what was learned of the broker.
 */
export class Sender {
  readonly #o: SenderOptions
  readonly #reader: FactReader
  readonly #marks: BrokerMarks
  readonly #ahead = new Ahead()
  #window: Window
  #state: 'waiting' | 'sending' | 'ended' = 'waiting'
  #pause: Timer | undefined
  #soon: NodeJS.Immediate | undefined
  #nextToken: Timer | undefined
  #bucket: Bucket
  /** Whether what goes out is a backlog, and not what happens now. */
  #draining = true
  /** A fact that must be alone in flight. */
  #alone: SentFact | undefined
  #settingAside: Promise<void> | undefined

  constructor(options: SenderOptions) {
    this.#o = options
    const { delivery, log, clock, outlet, lessons, after } = options
    this.#window = openWindow(Math.min(outlet.mostFacts, bearable(lessons, clock.mono())), after)
    this.#bucket = newBucket(clock.mono())
    this.#marks = new BrokerMarks(delivery, clock, log)
    this.#reader = new FactReader({
      delivery,
      log,
      prepare: () => this.#prepare(),
      ready: () => this.#read(),
      failed: () => this.#pauseFor('transient'),
    })
    outlet.onFreed(() => this.#send())
  }

  /** Facts that were sent and that no receipt covers. */
  get unreceipted(): number {
    return this.#ahead.size
  }

  /** When the oldest of them was sent, undefined when there is none. */
  get unreceiptedSince(): number | undefined {
    return this.#ahead.since
  }

  /** How many facts may be under way. */
  get limit(): number {
    return this.#window.limit
  }

  /** Places of the facts that the broker has not acknowledged, oldest first. */
  underWay(): Position[] {
    return this.#ahead.underWay()
  }

  /** Begins to send; until then nothing goes out. */
  start(): void {
    if (this.#state === 'waiting') this.#state = 'sending'
    this.wake()
  }

  /** There may be facts to send. Cheap to call too often. */
  wake(): void {
    if (this.#state !== 'sending' || this.#pause) return
    this.#send()
    this.#reader.wake()
  }

  /** A receipt covers everything of its epoch up to here. */
  receipted(upTo: Position): void {
    this.#ahead.receipted(upTo)
    this.#send()
  }

  /** Starts again from the first fact that no receipt covers. */
  restart(): void {
    this.#ahead.clear()
    this.#reader.restart()
    this.#draining = true
    this.wake()
  }

  /** Sends nothing more. */
  end(): void {
    this.#state = 'ended'
    this.#pause?.cancel()
    this.#nextToken?.cancel()
  }

  async #prepare(): Promise<Position> {
    const { delivery, lessons, clock } = this.#o
    const start = await delivery.start()
    const guilty = condemned(lessons.suspicion, clock.mono())
    // What a receipt covers by now was no poison.
    if (guilty && guilty.position > start) {
      await this.#quarantine(guilty.position, guilty.reason)
      lessons.suspicion = afterAcknowledgement(lessons.suspicion, guilty.position)
    }
    return start
  }

  #read(): void {
    if (!this.#reader.isAtEnd) this.#draining = true
    this.#send()
  }

  #send(): void {
    while (this.#mayGo()) {
      const fact = this.#reader.next
      if (!fact) break
      const suspect = isSuspect(this.#o.lessons.suspicion, fact.position)
      if (suspect && this.#window.inFlight > 0) return
      if (!this.#o.outlet.fits(this.#o.topic, fact.body)) {
        this.#makeFit(fact)
        return
      }
      if (!this.#hasToken()) return
      this.#reader.shift()
      const entry = this.#publish(fact)
      if (suspect) this.#alone = entry
    }
    if (this.#reader.isAtEnd && !this.#reader.next) this.#draining = false
    if (this.#state === 'sending' && !this.#pause) this.#reader.readOn()
  }

  /**
   * Acknowledgements come many at once, and what may go after them goes out in one write to the socket and not in as many.
   * A backlog waits until there is room for a good piece; the rest of the window keeps the way busy.
   */
  #sendSoon(): void {
    if (this.#draining && room(this.#window) < Math.min(this.#window.limit / 4, goodPiece)) return
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined
      this.#send()
    })
  }

  #mayGo(): boolean {
    if (this.#state !== 'sending' || this.#pause || this.#settingAside || this.#nextToken || this.#alone) return false
    return room(this.#window) > 0 && this.#ahead.size < furthestAhead && this.#o.outlet.hasRoom()
  }

  #hasToken(): boolean {
    const { clock, drainRate } = this.#o
    const rate = this.#draining ? drainRate() : undefined
    if (rate === undefined) return true
    const { bucket, wait } = takeToken(this.#bucket, rate, clock.mono())
    this.#bucket = bucket
    if (wait > 0) {
      this.#nextToken = clock.after(wait, () => {
        this.#nextToken = undefined
        this.#send()
      })
    }
    return wait === 0
  }

  #publish(fact: StoredFact): SentFact {
    const { outlet, topic, clock } = this.#o
    const entry = this.#ahead.add(fact.position, clock.mono())
    this.#window = sent(this.#window)
    outlet.publishFact(topic, fact.body).then(
      (acknowledgement) => this.#taken(entry, acknowledgement),
      (error: unknown) => this.#refused(entry, fact, error),
    )
    return entry
  }

  #taken(entry: SentFact, acknowledgement: Acknowledgement): void {
    const { clock, lessons, alarms, receipts } = this.#o
    this.#window = acknowledged(this.#window, clock.mono() - entry.at)
    if (this.#alone === entry) this.#alone = undefined
    lessons.suspicion = afterAcknowledgement(lessons.suspicion, entry.position)
    // What went out before a refusal says nothing about it.
    if (!this.#pause) alarms.clear('DB-LNK-007')
    this.#heard(acknowledgement)
    // Where the PUBACK is all the proof there is, one that says "delivered to nobody" proves nothing.
    const proves = receipts === 'centre' || acknowledgement === 'taken'
    entry.state = proves ? 'taken' : 'refused'
    if (!proves) this.#pauseFor('transient')
    if (receipts === 'none') for (const position of this.#ahead.dropTaken()) this.#marks.mark(position)
    this.#sendSoon()
  }

  #heard(acknowledgement: Acknowledgement): void {
    const { lessons, clock, alarms } = this.#o
    if (acknowledgement === 'taken') {
      lessons.unheardSince = undefined
      alarms.clear('DB-LNK-012')
      return
    }
    lessons.unheardSince ??= clock.mono()
    if (clock.mono() - lessons.unheardSince >= unheardFor) alarms.raise(new DeskError('DB-LNK-012'))
  }

  #refused(entry: SentFact, fact: StoredFact, error: unknown): void {
    const said = publishRefusal(error)
    // Without a reason code the connection broke; the next session sends everything again.
    if (this.#state === 'ended' || !said) return
    this.#window = settled(this.#window)
    entry.state = 'refused'
    if (this.#alone === entry) this.#alone = undefined
    const never = said.refusal === 'too-large' || said.refusal === 'unacceptable'
    // A tombstone can be refused too, where the broker takes nothing at all on this topic.
    if (never && !isTombstone(fact)) this.#setAside(fact, said.refusal === 'too-large' ? 'too-large' : 'refused')
    else if (never || said.refusal === 'forbidden') this.#forbidden(said.code)
    else {
      const notNow = new DeskError('DB-LNK-007', { reason: formatReason(said.code) })
      this.#o.log.warn(notNow.message, { code: notNow.code })
      this.#pauseFor(said.refusal === 'pressure' ? 'pressure' : 'transient')
    }
  }

  /** Nothing is lost and nobody waits in vain: people are told, and the broker is asked now and then. */
  #forbidden(code: number): void {
    this.#o.alarms.raise(new DeskError('DB-LNK-007', { reason: formatReason(code) }))
    this.#pauseFor('forbidden')
  }

  /** After a refusal nothing overtakes the refused one: from there on all go again, later. */
  #pauseFor(trouble: Trouble): void {
    if (this.#pause || this.#state === 'ended') return
    const { clock, random, lessons } = this.#o
    this.#window = trouble === 'transient' ? shrunk(this.#window) : probing(shrunk(this.#window))
    const { setback, wait } = setBack(lessons.facts, trouble, clock.mono(), random)
    lessons.facts = setback
    this.#pause = clock.after(wait, () => {
      this.#pause = undefined
      this.#rewind()
    })
  }

  #rewind(): void {
    const oldest = this.#ahead.cutRefused()
    if (oldest !== undefined) this.#reader.restart((oldest - 1) as Position)
    this.wake()
  }

  /** The broker has said which packets it takes. A tombstone that does not fit means that it takes none of ours. */
  #makeFit(fact: StoredFact): void {
    if (isTombstone(fact)) this.#forbidden(packetTooLarge)
    else this.#setAside(fact, 'too-large')
  }

  /** One after the other; until the last is done nothing goes out, so that nothing overtakes. */
  #setAside({ position }: StoredFact, reason: TombstoneReason): void {
    const before = this.#settingAside ?? Promise.resolve()
    const work = before
      .then(() => this.#quarantine(position, reason))
      .then(
        (tombstone) => this.#reader.replace(tombstone),
        (error: unknown) => {
          this.#o.log.error(toDeskError(error, 'DB-JRN-002').message, { code: 'DB-JRN-002' })
          this.#pauseFor('transient')
        },
      )
      .then(() => {
        if (this.#settingAside !== work) return
        this.#settingAside = undefined
        if (!this.#pause) this.#rewind()
      })
    this.#settingAside = work
  }

  async #quarantine(position: Position, reason: TombstoneReason): Promise<StoredFact> {
    const tombstone = await this.#o.delivery.quarantine(position, reason)
    const { sequence, epoch } = JSON.parse(tombstone.body) as Fact
    const alarm = new DeskError('DB-LNK-006', { sequence, reason })
    this.#o.log.error(alarm.message, { code: alarm.code, epoch, sequence: Number(sequence), reason })
    return tombstone
  }
}

function isTombstone({ body }: StoredFact): boolean {
  return (JSON.parse(body) as Fact).type === tombstoneType
}
