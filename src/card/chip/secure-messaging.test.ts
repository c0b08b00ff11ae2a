import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../test/card/chip/command.ts'
import { Protection } from '../../../test/card/chip/protection.ts'
import { seededRandom, seedOfRun } from '../../../test/support/faces.ts'
import { isDeskError } from '../../core/index.ts'
import { type Answer, type Channel, type Command, decodeAnswer, encodeCommand, plainChannel } from './apdu.ts'
import { fromHex, toHex } from './bytes.ts'
import type { CipherName } from './primitives.ts'
import { mostShortData, protectCommand, type SessionKeys, secureChannel, sessionKeys } from './secure-messaging.ts'

const ciphers: readonly CipherName[] = ['3DES', 'AES-128', 'AES-192', 'AES-256']
const isCode = (code: Parameters<typeof isDeskError>[1]) => expect.toSatisfy((error) => isDeskError(error, code))

/** The keys of ICAO 9303-11, appendix D.3. */
const example: SessionKeys = {
  cipher: '3DES',
  encryption: fromHex('979EC13B1CBFE9DCD01AB0FED307EAE5'),
  mac: fromHex('F1CB1F1FB5ADF208806B89DC579DC1F8'),
  counter: fromHex('887022120C06C226'),
}

/** A card's end that does with each command what it is told to, in protection written by another hand. */
function cardEnd(secret: Uint8Array, cipher: CipherName, obey: (command: Command) => Answer): Channel {
  const protection = new Protection(secret, cipher)
  return plainChannel(async (bytes) => {
    const command = readCommand(bytes)
    const inner = command && protection.open(command)
    if (!inner) return fromHex('6988')
    const { expected, ...rest } = inner
    const { status, data } = obey(expected === undefined ? rest : { ...rest, expected })
    return protection.seal(inner.ins, status, data)
  })
}

describe('protected messages', () => {
  it('are those of ICAO 9303-11, appendix D.4', async () => {
    const script = [
      ['0ca4020c158709016375432908c044f68e08bf8b92d635ff24f800', '990290008e08fa855a5d4c50a8ed9000'],
      ['0cb000000d9701048e08ed6705417e96ba5500', '8709019ff0ec34f9922651990290008e08ad55cc17140b2ded9000'],
      [
        '0cb000040d9701128e082ea28a70f3c7b53500',
        '871901fb9235f4e4037f2327dcc8964f1f9b8c30f42c8e2fff224a990290008e08c8b2787eaea07d749000',
      ],
    ]
    const told: string[] = []
    const plain = plainChannel(async (bytes) => {
      told.push(toHex(bytes))
      return fromHex(script[told.length - 1]?.[1] ?? '')
    })
    const channel = secureChannel(plain, example)
    await channel.send({ ins: 0xa4, p1: 2, p2: 0x0c, data: fromHex('011E') })
    const first = await channel.send({ ins: 0xb0, p1: 0, p2: 0, expected: 4 })
    const second = await channel.send({ ins: 0xb0, p1: 0, p2: 4, expected: 0x12 })
    expect(told).toEqual(script.map(([command]) => command))
    expect(toHex(first.data) + toHex(second.data)).toBe('60145f0104303130365f36063034303030305c026175')
  })

  it.each(ciphers)('arrive as they were sent, in both directions and in every length, with %s', async (cipher) => {
    const seed = seedOfRun()
    process.stderr.write(`protected messages: SEED=${seed} repeats this run\n`)
    const random = seededRandom(seed)
    const secret = random.bytes(32)
    const said: { command: Command; answer: Answer }[] = []
    let answer: Answer = { data: new Uint8Array(), status: 0x9000 }
    const card = cardEnd(secret, cipher, (command) => {
      said.push({ command, answer })
      return answer
    })
    const channel = secureChannel(card, sessionKeys(secret, cipher))
    for (let round = 0; round < 60; round++) {
      const data = random.bytes(1 + Math.floor(random.unit() ** 3 * 1_500))
      const command = {
        ins: round % 3 === 0 ? 0xb1 : 0xb0,
        p1: round,
        p2: 7,
        data,
        expected: 1 + Math.floor(random.unit() * 5_000),
      }
      answer = { data: random.bytes(Math.floor(random.unit() ** 2 * 3_000)), status: round % 5 === 0 ? 0x6282 : 0x9000 }
      expect(await channel.send(command)).toEqual(answer)
      expect(said.at(-1)?.command).toEqual({ ...command, cla: 0 })
    }
  })

  it.each(ciphers)('with one bit turned anywhere are never taken for something else, with %s', async (cipher) => {
    const secret = fromHex('00112233445566778899aabbccddeeff')
    const right = fromHex('6d00deadbeef00ff')
    const whole = new Protection(secret, cipher)
    const command = readCommand(encodeCommand({ cla: 0x0c, ins: 0xb0, p1: 0, p2: 0, expected: 8 }))
    if (command) whole.open(command)
    const sealed = whole.seal(0xb0, 0x9000, right)
    for (let bit = 0; bit < (sealed.length - 2) * 8; bit++) {
      const turned = sealed.slice()
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const channel = secureChannel(
        plainChannel(async () => turned),
        sessionKeys(secret, cipher),
      )
      await expect(channel.send({ ins: 0xb0, p1: 0, p2: 0, expected: 8 })).rejects.toSatisfy(
        (error) => isDeskError(error, 'DB-CRD-106') || isDeskError(error, 'DB-CRD-108'),
      )
    }
  })

  it('that succeed without protection are forged, and so is a card that has lost its keys', async () => {
    for (const bare of ['9000', '6282', '61ff', '6987', '6988']) {
      const below: Channel = { send: async () => decodeAnswer(fromHex(bare)) }
      await expect(secureChannel(below, example).send({ ins: 0xb0, p1: 0, p2: 0, expected: 4 })).rejects.toThrow(
        isCode('DB-CRD-106'),
      )
    }
  })

  it('that are refused without protection are refused: that can only cost us data', async () => {
    const below: Channel = { send: async () => decodeAnswer(fromHex('6982')) }
    expect((await secureChannel(below, example).send({ ins: 0xb0, p1: 0, p2: 0, expected: 4 })).status).toBe(0x6982)
  })

  it.each(ciphers)(
    'are long where the answer would not fit the short form, and short where whatever there is, with %s',
    (cipher) => {
      const keys = sessionKeys(new Uint8Array(16), cipher)
      const outer = (expected: number) =>
        protectCommand({ ins: 0xb0, p1: 0, p2: 0, expected }, keys, keys.counter).expected
      const most = mostShortData(cipher)
      expect([1, most, most + 1, 255, 256, 257].map(outer)).toEqual([256, 256, 0x10000, 0x10000, 256, 0x10000])
    },
  )

  it.each(ciphers)('answer as many bytes in the short form as we ask for, with %s', async (cipher) => {
    const secret = new Uint8Array(16).fill(9)
    const lengthOf = (count: number) => {
      const protection = new Protection(secret, cipher)
      return protection.seal(0xb0, 0x9000, new Uint8Array(count)).length - 2
    }
    expect(lengthOf(mostShortData(cipher))).toBeLessThanOrEqual(256)
    expect(lengthOf(mostShortData(cipher) + 1)).toBeGreaterThan(256)
  })
})
