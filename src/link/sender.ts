import type { BrokerSession } from '../broker/index.ts'
import { isPermanentRefusal, reasonCodeOf } from '../broker/index.ts'
import { type Fact, type TombstoneReason, tombstoneOf } from '../contract/index.ts'
import { type Clock, DeskError, type Log, type Timer, toDeskError } from '../core/index.ts'
import type { Delivery, Position, StoredFact } from '../journal/index.ts'
import { acknowledged, openWindow, room, sent, type Window } from './window.ts'

/** What a {@link Sender} needs. */
export interface SenderOptions {
  readonly session: BrokerSession
  readonly delivery: Delivery
  readonly topic: string
  readonly clock: Clock
  readonly log: Log
  readonly after: 'clean' | 'abnormal'
  /** `centre`: the centre's receipts count. `none`: the broker's PUBACK counts, for centres that give no receipts. */
  readonly receipts: 'centre' | 'none'
}

/** Facts sent beyond the last receipt at most, so that a sleeping centre does not fill the broker. */
const furthestAhead = 4096
const pageSize = 256
/** Bytes of an MQTT PUBLISH beside topic and payload, at most: fixed header, topic length, packet id, properties. */
const packetOverhead = 16
const pauseAfterRefusal = 5_000

/**
 * Sends the facts of one session, oldest first, from the first that no receipt covers. Nothing is remembered between
 * sessions but the journal itself.
 */
export class Sender {
  readonly #o: SenderOptions
  #window: Window
  #cursor: Position | undefined
  #queue: StoredFact[] = []
  #reading = false
  #again = false
  #ended = false
  #pause: Timer | undefined
  /** What was sent and no receipt covers, oldest first. */
  #ahead: Position[] = []
  /** Monotonic times at which the facts under way were sent, oldest first. */
  readonly #underWay: number[] = []
  /** Without receipts: the place up to which the broker has everything, and what it has beyond that. */
  #takenUpTo: Position | undefined
  readonly #takenAlone = new Set<Position>()
  #marking: Promise<void> | undefined

  constructor(options: SenderOptions) {
    this.#o = options
    this.#window = openWindow(options.session.receiveMaximum, options.after)
  }

  /** When the oldest fact under way was sent, undefined when none is. */
  get waitingSince(): number | undefined {
    return this.#underWay[0]
  }

  /** Facts that were sent and that no receipt covers. */
  get unreceipted(): number {
    return this.#ahead.length
  }

  /** There may be facts to send. Cheap to call too often. */
  wake(): void {
    if (this.#ended || this.#pause) return
    this.#send()
    if (this.#queue.length > 0) return
    if (this.#reading) this.#again = true
    else void this.#read()
  }

  /** A receipt covers everything up to here. */
  receipted(upTo: Position): void {
    const covered = this.#ahead.findIndex((position) => position > upTo)
    this.#ahead = covered < 0 ? [] : this.#ahead.slice(covered)
    this.wake()
  }

  /** Starts again from the first fact that no receipt covers. */
  restart(): void {
    this.#cursor = undefined
    this.#queue = []
    this.#ahead = []
    this.wake()
  }

  /** Sends nothing more. */
  end(): void {
    this.#ended = true
    this.#pause?.cancel()
  }

  async #read(): Promise<void> {
    this.#reading = true
    try {
      do {
        this.#again = false
        await this.#readPage()
        this.#send()
      } while (this.#again && !this.#ended && this.#queue.length === 0)
    } catch (error) {
      const coded = toDeskError(error, 'DB-JRN-002')
      this.#o.log.error(coded.message, { code: coded.code })
      this.#pauseFor(pauseAfterRefusal)
    } finally {
      this.#reading = false
    }
  }

  async #readPage(): Promise<void> {
    const { delivery } = this.#o
    if (this.#cursor === undefined) {
      await delivery.begin()
      this.#cursor = await delivery.start()
      this.#takenUpTo = this.#cursor
    }
    const from = this.#cursor
    const page = await delivery.read(from, pageSize)
    // A restart while the page was read makes the page stale.
    if (this.#cursor !== from) {
      this.#again = true
      return
    }
    const last = page.at(-1)
    if (!last) return
    this.#queue.push(...page)
    this.#cursor = last.position
    if (page.length === pageSize) this.#again = true
  }

  #send(): void {
    while (!this.#ended && !this.#pause && room(this.#window) > 0 && this.#ahead.length < furthestAhead) {
      const fact = this.#queue.shift()
      if (!fact) return
      this.#publish(fact)
    }
  }

  #publish(fact: StoredFact): void {
    const { session, topic, clock } = this.#o
    const payload = this.#fitting(fact)
    const at = clock.mono()
    this.#window = sent(this.#window)
    this.#ahead.push(fact.position)
    this.#underWay.push(at)
    session.publish(topic, payload).then(
      () => this.#taken(fact.position, at),
      (error: unknown) => this.#refused(fact, error, at),
    )
  }

  /** The fact, or its tombstone where the broker has said that it takes no packet of that size. */
  #fitting(fact: StoredFact): string {
    const { session, topic } = this.#o
    const size = Buffer.byteLength(fact.body) + Buffer.byteLength(topic) + packetOverhead
    return size <= session.maximumPacketSize ? fact.body : this.#tombstone(fact, 'too-large')
  }

  #tombstone(stored: StoredFact, reason: TombstoneReason): string {
    const fact = JSON.parse(stored.body) as Fact
    const alarm = new DeskError('DB-LNK-006', { sequence: fact.sequence, reason })
    this.#o.log.error(alarm.message, { code: alarm.code, epoch: fact.epoch, sequence: Number(fact.sequence), reason })
    return JSON.stringify(tombstoneOf(fact, reason))
  }

  #taken(position: Position, at: number): void {
    this.#settled(at)
    if (this.#o.receipts === 'none') this.#markTaken(position)
    this.wake()
  }

  #settled(at: number): void {
    this.#window = acknowledged(this.#window, this.#o.clock.mono() - at)
    const index = this.#underWay.indexOf(at)
    if (index >= 0) this.#underWay.splice(index, 1)
  }

  #refused(fact: StoredFact, error: unknown, at: number): void {
    const code = reasonCodeOf(error)
    // Without a reason code the connection broke; the next session sends everything again.
    if (this.#ended || code === undefined) return
    this.#settled(at)
    if (isPermanentRefusal(code)) {
      this.#publish({ position: fact.position, body: this.#tombstone(fact, 'refused') })
      return
    }
    const notNow = new DeskError('DB-LNK-007', {
      reason: code === undefined ? String(error) : `0x${code.toString(16)}`,
    })
    this.#o.log.warn(notNow.message, { code: notNow.code })
    this.#pauseFor(pauseAfterRefusal)
  }

  /** After a refusal everything unreceipted is sent again, later: the refused one must not be overtaken for good. */
  #pauseFor(ms: number): void {
    this.#pause?.cancel()
    this.#pause = this.#o.clock.after(ms, () => {
      this.#pause = undefined
      this.restart()
    })
  }

  /** PUBACKs may come out of order; what is marked must be contiguous. */
  #markTaken(position: Position): void {
    this.#takenAlone.add(position)
    let upTo = this.#takenUpTo
    while (upTo !== undefined && this.#takenAlone.delete((upTo + 1) as Position)) upTo = (upTo + 1) as Position
    if (upTo === undefined || upTo === this.#takenUpTo) return
    this.#takenUpTo = upTo
    this.receipted(upTo)
    this.#marking ??= this.#mark()
  }

  /** One mark at a time: those that come while one is written are covered by the next. */
  async #mark(): Promise<void> {
    try {
      for (let marked: Position | undefined; this.#takenUpTo !== undefined && marked !== this.#takenUpTo; ) {
        marked = this.#takenUpTo
        await this.#o.delivery.markUpTo(marked)
      }
    } catch (error) {
      const coded = toDeskError(error, 'DB-JRN-002')
      this.#o.log.error(coded.message, { code: coded.code })
    } finally {
      this.#marking = undefined
    }
  }
}
