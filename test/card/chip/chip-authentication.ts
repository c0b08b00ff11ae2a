import { same } from '../../../src/card/chip/bytes.ts'
import type { CipherName } from '../../../src/card/chip/primitives.ts'
import { readTlvs, valueAt, writeTlv } from '../../../src/card/chip/tlv.ts'
import type { Random } from '../../../src/core/index.ts'
import { integer, oid, oidBytes, sequence } from '../der.ts'
import type { CardCommand, Reply } from './command.ts'
import { type CurveName, publicKeyInfo, type Reckoning, reckonOn } from './curves.ts'
import { Protection } from './protection.ts'

/** How a card proves by Chip Authentication that it is no copy. */
export interface ChipKeyOffer {
  readonly curve: CurveName
  readonly cipher: CipherName
  readonly keyId?: number
}

const ciphers = { '3DES': 1, 'AES-128': 2, 'AES-192': 3, 'AES-256': 4 } as const
const what = { what: 'a command of Chip Authentication' }

/** The card's end of Chip Authentication (ICAO 9303-11, 6.2), with a key of its own. */
export class ChipAuthentication {
  readonly #offer: ChipKeyOffer
  readonly #key: bigint
  readonly #reckoning: Reckoning
  #begun = false

  constructor(offer: ChipKeyOffer, random: Random) {
    this.#offer = offer
    this.#reckoning = reckonOn(offer.curve, random)
    this.#key = this.#reckoning.draw()
  }

  /** What DG14 says of it. */
  infos(): readonly Uint8Array[] {
    const { curve, cipher, keyId } = this.#offer
    const { base, write } = this.#reckoning
    const id = keyId === undefined ? [] : [integer(keyId)]
    const key = publicKeyInfo(curve, write(base.multiply(this.#key)))
    return [sequence(oid(methodOid(cipher)), integer(1), ...id), sequence(oid('0.4.0.127.0.7.2.2.1.2'), key, ...id)]
  }

  forget(): void {
    this.#begun = false
  }

  /** MSE:Set AT, for keys with AES. */
  begin({ data }: CardCommand): Reply {
    const objects = readTlvs(data, what)
    const method = objects.find(({ tag }) => tag === 0x80)?.value ?? new Uint8Array()
    const id = objects.find(({ tag }) => tag === 0x84)?.value[0]
    if (!same(method, oidBytes(methodOid(this.#offer.cipher))) || id !== this.#offer.keyId) return { status: 0x6a80 }
    this.#begun = true
    return { status: 0x9000 }
  }

  /** GENERAL AUTHENTICATE. */
  go({ data }: CardCommand, agree: (protection: Protection) => void): Reply {
    const begun = this.#begun
    this.forget()
    if (!begun) return { status: 0x6985 }
    const reply = this.#agree(valueAt(data, [0x7c, 0x80], what), agree)
    return reply.status === 0x9000 ? { ...reply, data: writeTlv(0x7c) } : reply
  }

  /** MSE:Set KAT, which is all there is with 3DES. */
  goAtOnce({ data }: CardCommand, agree: (protection: Protection) => void): Reply {
    if (this.#offer.cipher !== '3DES') return { status: 0x6a80 }
    return this.#agree(valueAt(data, [0x91], what), agree)
  }

  #agree(sent: Uint8Array | undefined, agree: (protection: Protection) => void): Reply {
    if (!sent) return { status: 0x6a80 }
    const { read, secret } = this.#reckoning
    const shared = secret(read(sent).multiply(this.#key))
    return { status: 0x9000, afterwards: () => agree(new Protection(shared, this.#offer.cipher)) }
  }
}

function methodOid(cipher: CipherName): string {
  return `0.4.0.127.0.7.2.2.3.2.${ciphers[cipher]}`
}
