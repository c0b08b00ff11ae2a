import { type Packet, parser } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import { encodePublishes } from './publisher.ts'

const topic = 'deskbridge/v1/vinh-long/quay-05/facts'

function parse(bytes: Uint8Array, protocolVersion: 4 | 5): Packet[] {
  const packets: Packet[] = []
  const reader = parser({ protocolVersion })
  reader.on('packet', (packet) => packets.push(packet))
  reader.parse(Buffer.from(bytes))
  return packets
}

describe.each([4, 5] as const)('messages of one turn, written for protocol %i', (protocol) => {
  // Where the length takes one byte more, and texts of which letters take one, two, three and four bytes.
  const payloads = ['', 'Quầy 05 – 🖐', ...[127, 128, 16_383, 16_384, 2_097_152].map((bytes) => 'x'.repeat(bytes - 44))]
  const messages = payloads.map((payload, index) => ({
    topic,
    payload,
    retain: index % 2 === 1,
    packetId: 0x8000 + index,
  }))

  it('read as the packets that the library would have written', () => {
    const read = parse(encodePublishes(messages, protocol), protocol)
    expect(read.map((packet) => packet.cmd)).toEqual(messages.map(() => 'publish'))
    expect(read).toMatchObject(
      messages.map(({ packetId, retain }) => ({ topic, messageId: packetId, retain, qos: 1, dup: false })),
    )
    const texts = read.map((packet) => (packet.cmd === 'publish' ? packet.payload.toString() : ''))
    expect(texts.every((text, index) => text === payloads[index])).toBe(true)
  })
})
