import type { VirtualCard } from '../../card/vpcd.ts'

const headLength = 10
/** Messages of CCID 1.1, chapter 6: what the computer sends, and by what it is answered. */
const asked = {
  powerOn: 0x62,
  powerOff: 0x63,
  status: 0x65,
  exchange: 0x6f,
  setParameters: 0x61,
  getParameters: 0x6c,
} as const
const told = { data: 0x80, status: 0x81, parameters: 0x82 } as const
/** Of T=1: nothing here depends on them. */
const parameters = Buffer.from([0x11, 0x10, 0x00, 0x4d, 0x00, 0xfe, 0x00])

type Presence = 'active' | 'inactive' | 'absent'
const presences: Readonly<Record<Presence, number>> = { active: 0, inactive: 1, absent: 2 }
const failed = 0x40
const mute = 0xfe

/** The one slot of a card reader: takes what a computer sends, in pieces, and gives what the reader says. */
export class CcidSlot {
  readonly #say: (bytes: Uint8Array) => void
  #card: VirtualCard | undefined
  #presence: Presence = 'absent'
  #heard: Buffer = Buffer.alloc(0)
  #turn: Promise<void> = Promise.resolve()

  constructor(say: (bytes: Uint8Array) => void) {
    this.#say = say
  }

  /** Lays a card on the reader, or takes it away. */
  put(card: VirtualCard | undefined): void {
    this.#card = card
    this.#presence = card ? 'inactive' : 'absent'
  }

  hear(bytes: Uint8Array): void {
    this.#heard = Buffer.concat([this.#heard, bytes])
    while (this.#heard.length >= headLength && this.#heard.length >= headLength + this.#heard.readUInt32LE(1)) {
      const end = headLength + this.#heard.readUInt32LE(1)
      const message = Buffer.from(this.#heard.subarray(0, end))
      this.#heard = this.#heard.subarray(end)
      this.#turn = this.#turn.then(() => this.#obey(message))
    }
  }

  async #obey(message: Buffer): Promise<void> {
    const [kind] = message
    switch (kind) {
      case asked.powerOn:
        return this.#powerOn(message)
      case asked.powerOff:
        if (this.#presence === 'active') this.#presence = 'inactive'
        this.#card?.wake()
        return this.#answer(message, told.status)
      case asked.exchange:
        return this.#exchange(message)
      case asked.setParameters:
      case asked.getParameters:
        return this.#answer(message, told.parameters, parameters)
      case asked.status:
        return this.#answer(message, told.status)
      default:
        return this.#fail(message, told.status)
    }
  }

  #powerOn(message: Buffer): void {
    if (!this.#card) {
      this.#fail(message, told.data)
      return
    }
    this.#card.wake()
    this.#presence = 'active'
    this.#answer(message, told.data, this.#card.atr)
  }

  async #exchange(message: Buffer): Promise<void> {
    const answer = await this.#card?.process(Uint8Array.from(message.subarray(headLength)))
    if (answer) return this.#answer(message, told.data, answer)
    this.put(undefined)
    this.#fail(message, told.data)
  }

  #answer(message: Buffer, kind: number, data: Uint8Array = new Uint8Array()): void {
    this.#send(message, [kind, presences[this.#presence], 0], data)
  }

  #fail(message: Buffer, kind: number): void {
    this.#send(message, [kind, presences[this.#presence] | failed, mute], new Uint8Array())
  }

  #send(message: Buffer, [kind, status, error]: readonly [number, number, number], data: Uint8Array): void {
    const head = Buffer.alloc(headLength)
    head[0] = kind
    head.writeUInt32LE(data.length, 1)
    message.copy(head, 5, 5, 7)
    head[7] = status
    head[8] = error
    // Behind the parameters' head stands their protocol.
    head[9] = kind === told.parameters ? 1 : 0
    this.#say(Buffer.concat([head, data]))
  }
}
