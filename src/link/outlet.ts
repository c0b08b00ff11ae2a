import { type Acknowledgement, type BrokerSession, packetSize } from '../broker/index.ts'
import { type Clock, DeskError } from '../core/index.ts'

/** What waits for a slot: requests go first, an officer is waiting. */
export type Urgency = 'urgent' | 'ordinary'

/** Slots of the broker's Receive Maximum that facts leave to requests and results. */
const reserved = 4
/** What may wait for a slot; beyond that a message is refused. Results wait in the journal, so this is far beyond need. */
const mostWaiting = 64

/**
 * The one way onto the wire of a session. It keeps to the broker's Receive Maximum, counts what is under way, and leaves
 * room beside the facts, so that a request never waits for a backlog.
 */
export class Outlet {
  readonly #session: BrokerSession
  readonly #clock: Clock
  readonly #total: number
  readonly #spare: number
  /** Monotonic times at which what is under way was sent, oldest first. */
  readonly #underWay = new Set<{ readonly at: number }>()
  #facts = 0
  #others = 0
  readonly #urgent: (() => void)[] = []
  readonly #ordinary: (() => void)[] = []
  #freed: () => void = () => undefined
  #sent: () => void = () => undefined

  constructor(session: BrokerSession, clock: Clock) {
    this.#session = session
    this.#clock = clock
    this.#total = session.receiveMaximum
    this.#spare = Math.min(reserved, this.#total - 1)
  }

  /** When the oldest of what is under way was sent, undefined when nothing is. */
  get waitingSince(): number | undefined {
    const [oldest] = this.#underWay
    return oldest?.at
  }

  /** How many messages that are no facts are under way. */
  get others(): number {
    return this.#others
  }

  /** The most facts that may be under way at once. */
  get mostFacts(): number {
    return Math.max(1, this.#total - this.#spare)
  }

  /** Whether a fact may be published now. */
  hasRoom(): boolean {
    const free = this.#total - this.#facts - this.#others
    return this.#urgent.length + this.#ordinary.length === 0 && free > Math.max(0, this.#spare - this.#others)
  }

  /** Calls `listener` when there may be room for facts again. */
  onFreed(listener: () => void): void {
    this.#freed = listener
  }

  /** Calls `listener` when something is under way. */
  onSent(listener: () => void): void {
    this.#sent = listener
  }

  /** Whether the broker takes a message of this size at all. */
  fits(topic: string, payload: string): boolean {
    return packetSize(topic, payload) <= this.#session.maximumPacketSize
  }

  /** Publishes a fact at once; its sender has asked for room. */
  async publishFact(topic: string, payload: string): Promise<Acknowledgement> {
    this.#facts++
    try {
      return await this.expect(this.#session.publish(topic, payload))
    } finally {
      this.#facts--
      this.#startWaiting()
    }
  }

  /** Publishes anything that is not a fact as soon as there is a slot. */
  publish(topic: string, payload: string, urgency: Urgency, retain?: 'retain'): Promise<Acknowledgement> {
    return new Promise((resolve, reject) => {
      const start = () => {
        this.#others++
        this.expect(this.#session.publish(topic, payload, retain))
          .finally(() => {
            this.#others--
            this.#startWaiting()
          })
          .then(resolve, reject)
      }
      const queue = urgency === 'urgent' ? this.#urgent : this.#ordinary
      if (this.#facts + this.#others < this.#total) start()
      else if (queue.length < mostWaiting) queue.push(start)
      else reject(new DeskError('DB-LNK-007', { reason: 'no slot' }))
    })
  }

  subscribe(topics: readonly string[], qos: 0 | 1): Promise<void> {
    return this.expect(this.#session.subscribe(topics, qos))
  }

  /** Counts an answer of the broker as under way until it is there. */
  async expect<T>(answer: Promise<T>): Promise<T> {
    const mark = { at: this.#clock.mono() }
    this.#underWay.add(mark)
    this.#sent()
    try {
      return await answer
    } finally {
      this.#underWay.delete(mark)
    }
  }

  #startWaiting(): void {
    while (this.#facts + this.#others < this.#total) {
      const next = this.#urgent.shift() ?? this.#ordinary.shift()
      if (!next) break
      next()
    }
    this.#freed()
  }
}
