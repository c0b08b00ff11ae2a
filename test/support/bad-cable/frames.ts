import { parser as createParser, type Packet } from 'mqtt-packet'

/** Cuts one direction of a connection into MQTT packets, whichever way its bytes came. */
export class Frames {
  #rest: Buffer = Buffer.alloc(0)

  /** The packets that are complete now, as bytes. */
  take(bytes: Buffer): Buffer[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const whole: Buffer[] = []
    for (let length = lengthOf(this.#rest); length !== undefined && length <= this.#rest.length; ) {
      whole.push(this.#rest.subarray(0, length))
      this.#rest = this.#rest.subarray(length)
      length = lengthOf(this.#rest)
    }
    return whole
  }
}

/** Reads one packet of a connection that speaks this version. */
export function decode(frame: Buffer, protocolVersion: number): Packet | undefined {
  const parser = createParser({ protocolVersion })
  let decoded: Packet | undefined
  parser.on('error', () => undefined)
  parser.on('packet', (packet: Packet) => {
    decoded = packet
  })
  parser.parse(frame)
  return decoded
}

/** The length of the packet that begins here: its first byte, then the rest's length in digits of 7 bits, the lowest first. */
function lengthOf(bytes: Buffer): number | undefined {
  let length = 0
  for (let digit = 0; digit < 4; digit++) {
    const byte = bytes[1 + digit]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 0x80 ** digit
    if (byte < 0x80) return 2 + digit + length
  }
  throw new Error('what goes through the cable is not MQTT')
}
