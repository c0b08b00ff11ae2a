import { describe, expect, it } from 'vitest'
import { isDeskError } from '../../core/index.ts'
import { type Command, decodeAnswer, encodeCommand, plainChannel } from './apdu.ts'
import { fromHex, toHex } from './bytes.ts'

const isCode = (code: Parameters<typeof isDeskError>[1]) => expect.toSatisfy((error) => isDeskError(error, code))

/** A card that says what is in its script, and remembers what it was told. */
function scripted(...answers: readonly string[]) {
  const told: string[] = []
  const transmit = async (command: Uint8Array) => {
    told.push(toHex(command))
    return fromHex(answers[told.length - 1] ?? '')
  }
  return { told, transmit }
}

describe('a command', () => {
  const head = { ins: 0xb0, p1: 1, p2: 2 }
  it.each<[string, Command, string]>([
    ['with nothing', head, '00b00102'],
    ['that expects', { ...head, expected: 8 }, '00b0010208'],
    ['that expects 256', { ...head, expected: 256 }, '00b0010200'],
    ['with data', { ...head, data: fromHex('aabb') }, '00b0010202aabb'],
    ['with both', { ...head, cla: 0x10, data: fromHex('aabb'), expected: 256 }, '10b0010202aabb00'],
    ['that expects much', { ...head, expected: 1_024 }, '00b00102000400'],
    ['that expects all', { ...head, expected: 65_536 }, '00b00102000000'],
    ['with data that expects much', { ...head, data: fromHex('aa'), expected: 257 }, '00b00102000001aa0101'],
  ])('%s has the form of ISO/IEC 7816-4', (_, command, bytes) => {
    expect(toHex(encodeCommand(command))).toBe(bytes)
  })

  it('with more than 255 bytes of data is long', () => {
    const bytes = encodeCommand({ ins: 0xd6, p1: 0, p2: 0, data: new Uint8Array(256) })
    expect(toHex(bytes.subarray(0, 7))).toBe('00d60000000100')
    expect(bytes).toHaveLength(4 + 3 + 256)
  })

  it('that nothing can carry is refused', () => {
    expect(() => encodeCommand({ ins: 0, p1: 0, p2: 0, expected: 65_537 })).toThrow(RangeError)
    expect(() => encodeCommand({ ins: 0, p1: 0, p2: 0, expected: 0 })).toThrow(RangeError)
    expect(() => encodeCommand({ ins: 0, p1: 0, p2: 0, data: new Uint8Array(65_536) })).toThrow(RangeError)
  })
})

describe('an answer', () => {
  it('has data and a status', () => {
    expect(decodeAnswer(fromHex('01029000'))).toEqual({ data: fromHex('0102'), status: 0x9000 })
  })

  it.each(['', '90'])('of fewer than two bytes, %j, says that the card is gone', (bytes) => {
    expect(() => decodeAnswer(fromHex(bytes))).toThrow(isCode('DB-CRD-101'))
  })
})

describe('the plain way to a card', () => {
  it('fetches an answer that comes in pieces', async () => {
    const card = scripted('01026103', '0304056102', '06079000')
    const answer = await plainChannel(card.transmit).send({ ins: 0xb0, p1: 0, p2: 0, expected: 256 })
    expect(answer).toEqual({ data: fromHex('01020304050607'), status: 0x9000 })
    expect(card.told.slice(1)).toEqual(['00c0000003', '00c0000002'])
  })

  it('asks once more with the length that the card names', async () => {
    const card = scripted('6c04', 'aabbccdd9000')
    await plainChannel(card.transmit).send({ ins: 0xb0, p1: 0, p2: 0, expected: 256 })
    expect(card.told).toEqual(['00b0000000', '00b0000004'])
  })

  it('does not fetch for ever from a card that never ends', async () => {
    let count = 0
    const endless = async () => {
      count++
      return fromHex('006101')
    }
    const answer = await plainChannel(endless).send({ ins: 0xb0, p1: 0, p2: 0, expected: 256 })
    expect(answer.status).toBe(0x6101)
    expect(count).toBeLessThan(1_000)
  })

  it('stops before the next command when it is told to', async () => {
    const stop = new AbortController()
    const card = scripted('9000', '9000')
    const channel = plainChannel(card.transmit, stop.signal)
    await channel.send({ ins: 0xa4, p1: 0, p2: 0 })
    stop.abort()
    await expect(channel.send({ ins: 0xa4, p1: 0, p2: 0 })).rejects.toThrow(isCode('DB-CRD-112'))
    expect(card.told).toHaveLength(1)
  })

  it('takes a reader that fails for a card that is gone', async () => {
    const broken = async () => await Promise.reject(new Error('SCARD_W_REMOVED_CARD'))
    await expect(plainChannel(broken).send({ ins: 0, p1: 0, p2: 0 })).rejects.toThrow(isCode('DB-CRD-101'))
  })
})
