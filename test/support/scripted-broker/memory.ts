import type { IPublishPacket } from 'mqtt-packet'

/** A message as a broker keeps it. */
export type Message = Pick<IPublishPacket, 'topic' | 'payload' | 'retain'>

/** What a broker remembers: sessions of clients that may come back, and retained messages. */
export class Memory {
  readonly #sessions = new Map<string, Session>()
  readonly #retained = new Map<string, Message>()

  /** The session of a client, and whether it was there before. */
  session(clientId: string, start: 'clean' | 'resume'): { readonly session: Session; readonly present: boolean } {
    const known = start === 'resume' ? this.#sessions.get(clientId) : undefined
    const session = known ?? new Session()
    this.#sessions.set(clientId, session)
    return { session, present: known !== undefined }
  }

  /** A session that does not outlive its connection. */
  end(clientId: string, session: Session): void {
    if (this.#sessions.get(clientId) === session) this.#sessions.delete(clientId)
  }

  /** Keeps a retained message and hands every message to the sessions that subscribed to its topic. */
  publish(message: Message): void {
    if (message.retain && message.payload.length === 0) this.#retained.delete(message.topic)
    else if (message.retain) this.#retained.set(message.topic, message)
    for (const session of this.#sessions.values())
      if (session.wants(message.topic)) session.deliver({ ...message, retain: false })
  }

  /** Adds a filter to a session, which at once gets the retained messages under it. */
  subscribe(session: Session, filter: string): void {
    session.subscribe(filter)
    for (const message of this.#retained.values()) if (matches(filter, message.topic)) session.deliver(message)
  }

  /** As after a restart without persistence. */
  forget(): void {
    this.#sessions.clear()
    this.#retained.clear()
  }
}

type Send = (packet: IPublishPacket) => void

/** One client's subscriptions and the messages that it has not acknowledged. Everything is delivered with QoS 1. */
export class Session {
  readonly #filters = new Set<string>()
  readonly #underWay = new Map<number, Message>()
  #waiting: Message[] = []
  #send: Send | undefined
  #receiveMaximum = 0
  #lastId = 0

  /** The client is here: what it has not acknowledged goes out again, then what has waited. */
  attach(send: Send, receiveMaximum: number): void {
    this.#send = send
    this.#receiveMaximum = receiveMaximum
    for (const [messageId, message] of this.#underWay) send(publishOf(message, messageId, true))
    this.#flush()
  }

  /** The client's connection `send` is gone; a later one stays attached. */
  detach(send: Send): void {
    if (this.#send === send) this.#send = undefined
  }

  subscribe(filter: string): void {
    this.#filters.add(filter)
  }

  wants(topic: string): boolean {
    return [...this.#filters].some((filter) => matches(filter, topic))
  }

  deliver(message: Message): void {
    this.#waiting.push(message)
    this.#flush()
  }

  acknowledged(messageId: number): void {
    this.#underWay.delete(messageId)
    this.#flush()
  }

  #flush(): void {
    while (this.#send && this.#underWay.size < this.#receiveMaximum) {
      const message = this.#waiting.shift()
      if (!message) return
      const messageId = this.#freeId()
      this.#underWay.set(messageId, message)
      this.#send(publishOf(message, messageId, false))
    }
  }

  #freeId(): number {
    do this.#lastId = (this.#lastId % 65_535) + 1
    while (this.#underWay.has(this.#lastId))
    return this.#lastId
  }
}

function publishOf(message: Message, messageId: number, dup: boolean): IPublishPacket {
  return { cmd: 'publish', qos: 1, dup, messageId, ...message }
}

/** Whether a topic falls under a filter (MQTT 5.0 §4.7). */
function matches(filter: string, topic: string): boolean {
  const [wanted, found] = [filter.split('/'), topic.split('/')]
  for (const [level, name] of wanted.entries()) {
    if (name === '#') return true
    if (name !== '+' && name !== found[level]) return false
  }
  return wanted.length === found.length
}
