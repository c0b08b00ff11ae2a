import { createHash } from 'node:crypto'
import { concat, same, toNumber, xor } from '../../../src/card/chip/bytes.ts'
import { decrypt, deriveKey, encrypt, keyPurpose, mac, pad } from '../../../src/card/chip/primitives.ts'
import type { Random } from '../../../src/core/index.ts'
import type { CardCommand, Reply } from './command.ts'
import { Protection } from './protection.ts'

/** The card's end of Basic Access Control (ICAO 9303-11, 4.3). */
export class BasicAccess {
  readonly #encryption: Uint8Array
  readonly #mac: Uint8Array
  readonly #random: Random
  #challenge: Uint8Array | undefined

  /** `printed`: document number, date of birth and date of expiry, each with its check digit. */
  constructor(printed: string, random: Random) {
    const seed = createHash('sha1').update(printed, 'latin1').digest().subarray(0, 16)
    this.#encryption = deriveKey(seed, keyPurpose.encryption, '3DES')
    this.#mac = deriveKey(seed, keyPurpose.mac, '3DES')
    this.#random = random
  }

  /** GET CHALLENGE. */
  challenge(): Reply {
    this.#challenge = this.#random.bytes(8)
    return { status: 0x9000, data: this.#challenge }
  }

  /** EXTERNAL AUTHENTICATE: hands over the protection that both have agreed on. */
  authenticate({ data, expected }: CardCommand, agree: (protection: Protection) => void): Reply {
    const challenge = this.#challenge
    this.#challenge = undefined
    if (!challenge || expected === undefined) return { status: 0x6985 }
    if (data.length !== 40) return { status: 0x6700 }
    const question = data.subarray(0, 32)
    if (!same(mac('3DES', this.#mac, pad(question, 8)), data.subarray(32))) return { status: 0x6300 }
    const plain = decrypt('3DES', this.#encryption, question)
    const [theirs, ours, theirSecret] = [plain.slice(0, 8), plain.slice(8, 16), plain.slice(16)]
    if (!same(ours, challenge)) return { status: 0x6300 }
    const ourSecret = this.#random.bytes(16)
    const answer = encrypt('3DES', this.#encryption, concat(challenge, theirs, ourSecret))
    const counter = toNumber(concat(challenge.subarray(4), theirs.subarray(4)))
    const protection = new Protection(xor(theirSecret, ourSecret), '3DES', counter)
    return {
      status: 0x9000,
      data: concat(answer, mac('3DES', this.#mac, pad(answer, 8))),
      afterwards: () => agree(protection),
    }
  }
}
