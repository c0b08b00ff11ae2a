import type { Socket } from 'node:net'
import { deviceDescriptor, stringDescriptor } from './descriptors.ts'
import { done, type Setup, type UsbModel } from './usb-model.ts'

// The messages of Documentation/usb/usbip_protocol.rst behind the import, between a device and the kernel's vhci_hcd.
const header = 48
const submit = 1
const unlink = 2
const submitted = 3
const unlinked = 4
const stall = -32
const connectionReset = -104

/** The computer waits for bytes of an endpoint. */
interface Waiting {
  readonly sequence: number
  readonly endpoint: number
  readonly length: number
}

/** A device on a socket whose other end the kernel has. */
export class UsbDevice {
  readonly #model: UsbModel
  readonly #socket: Socket
  readonly #waiting = new Map<number, Waiting>()
  #heard: Buffer = Buffer.alloc(0)
  #toSay: Buffer[] = []
  /** What the computer asked of firmware that hangs. */
  #held: Buffer[] = []
  #hung = false

  constructor(model: UsbModel, socket: Socket) {
    this.#model = model
    this.#socket = socket
    socket.on('data', (bytes) => this.#hear(bytes))
    socket.on('error', () => socket.destroy())
  }

  /** Says something on its own, as soon as the computer asks. */
  say(bytes: Uint8Array): void {
    const said = Buffer.from(bytes)
    this.#toSay.push(this.#model.wrap?.(said) ?? said)
    this.#speak()
  }

  /** Takes and answers nothing any more, as firmware that hangs; `false` ends it. */
  hang(hung: boolean): void {
    this.#hung = hung
    if (hung) return
    for (const message of this.#held.splice(0)) this.#take(message)
    this.#speak()
  }

  /** The cable is pulled. */
  unplug(): void {
    this.#socket.destroy()
  }

  #hear(bytes: Buffer): void {
    this.#heard = Buffer.concat([this.#heard, bytes])
    while (this.#heard.length >= header) {
      const isSubmit = this.#heard.readUInt32BE(0) === submit
      const length = header + (isSubmit && isOutgoing(this.#heard) ? this.#heard.readUInt32BE(24) : 0)
      if (this.#heard.length < length) return
      const message = this.#heard.subarray(0, length)
      this.#heard = this.#heard.subarray(length)
      if (message.readUInt32BE(0) === unlink) this.#forget(message)
      else if (this.#hung) this.#held.push(message)
      else this.#take(message)
    }
  }

  /** The computer gives up waiting. Its own controller does that, so it works also when the device hangs. */
  #forget(message: Buffer): void {
    const given = message.readUInt32BE(20)
    const held = this.#held.length
    this.#held = this.#held.filter((one) => one.readUInt32BE(4) !== given)
    const was = this.#waiting.delete(given) || this.#held.length < held
    this.#answer(unlinked, message.readUInt32BE(4), was ? connectionReset : 0, 0)
  }

  #take(message: Buffer): void {
    const outgoing = isOutgoing(message)
    const sequence = message.readUInt32BE(4)
    const length = message.readUInt32BE(24)
    if (message.readUInt32BE(16) === 0) this.#control(sequence, message, outgoing)
    else if (outgoing) {
      this.#model.received(Buffer.from(message.subarray(header)))
      this.#answer(submitted, sequence, 0, length)
    } else {
      this.#waiting.set(sequence, { sequence, endpoint: message.readUInt32BE(16), length })
      this.#speak()
    }
  }

  #control(sequence: number, message: Buffer, outgoing: boolean): void {
    const setup: Setup = {
      type: message.readUInt8(40),
      request: message.readUInt8(41),
      value: message.readUInt16LE(42),
      index: message.readUInt16LE(44),
      length: message.readUInt16LE(46),
    }
    const standard = (setup.type & 0x60) === 0
    const data = Buffer.from(message.subarray(header))
    const reply = standard ? this.#standard(setup) : this.#model.request(setup, data)
    if (!reply) this.#answer(submitted, sequence, stall, 0)
    else if (outgoing) this.#answer(submitted, sequence, 0, data.length)
    else this.#reply(sequence, reply.subarray(0, setup.length))
  }

  /** Requests of USB 2.0 section 9.4. */
  #standard({ type, request, value, length }: Setup): Buffer | undefined {
    switch (request) {
      case 0: // GET_STATUS
        return Buffer.alloc(Math.min(2, length))
      case 6: // GET_DESCRIPTOR
        return (type & 31) === 1 ? this.#model.interfaceDescriptor?.(value >> 8) : this.#descriptor(value)
      case 8: // GET_CONFIGURATION
        return Buffer.from([1])
      case 10: // GET_INTERFACE
        return Buffer.from([0])
      case 1: // CLEAR_FEATURE
      case 3: // SET_FEATURE
      case 9: // SET_CONFIGURATION
      case 11: // SET_INTERFACE
        return done
    }
    return undefined
  }

  #descriptor(value: number): Buffer | undefined {
    const { identity, deviceClass, configuration } = this.#model
    if (value >> 8 === 1) return deviceDescriptor(identity, deviceClass)
    if (value >> 8 === 2) return configuration
    return value >> 8 === 3 ? stringDescriptor(identity, value & 0xff) : undefined
  }

  /** Gives what is to be said to those who wait for it. A status endpoint has nothing to say and is left waiting. */
  #speak(): void {
    if (this.#hung) return
    for (const { sequence, endpoint, length } of this.#waiting.values()) {
      const [next, ...rest] = this.#toSay
      if (!next) return
      if (endpoint !== this.#model.voice) continue
      this.#waiting.delete(sequence)
      this.#toSay = next.length > length ? [next.subarray(length), ...rest] : rest
      this.#reply(sequence, next.subarray(0, length))
    }
  }

  #reply(sequence: number, bytes: Buffer): void {
    this.#answer(submitted, sequence, 0, bytes.length, bytes)
  }

  #answer(command: number, sequence: number, status: number, length: number, bytes: Buffer = done): void {
    const message = Buffer.alloc(header)
    message.writeUInt32BE(command, 0)
    message.writeUInt32BE(sequence, 4)
    message.writeInt32BE(status, 20)
    message.writeUInt32BE(length, 24)
    // No packets of their own: this is for isochronous transfers.
    message.writeInt32BE(-1, 32)
    if (!this.#socket.destroyed) this.#socket.write(Buffer.concat([message, bytes]))
  }
}

/** Whether the bytes of a transfer go to the device. */
function isOutgoing(message: Buffer): boolean {
  return message.readUInt32BE(12) === 0
}
