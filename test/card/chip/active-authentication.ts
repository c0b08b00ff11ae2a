import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  randomBytes,
  sign,
} from 'node:crypto'
import { concat } from '../../../src/card/chip/bytes.ts'
import { integer, oid, sequence } from '../der.ts'
import type { CardCommand, Reply } from './command.ts'

/** How a card proves by Active Authentication that it is no copy. */
export type ActiveKeyOffer =
  | { readonly kind: 'rsa'; readonly bits: number; readonly hash: 'sha1' | 'sha256' }
  | { readonly kind: 'ecdsa'; readonly curve: 'P-256' | 'brainpoolP256r1' }

/** The card's end of Active Authentication (ICAO 9303-11, 6.1), with a key of its own. */
export class ActiveAuthentication {
  readonly #offer: ActiveKeyOffer
  readonly #key: KeyObject
  /** SubjectPublicKeyInfo, for DG15. */
  readonly publicKey: Uint8Array

  constructor(offer: ActiveKeyOffer) {
    const { privateKey, publicKey } =
      offer.kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: offer.bits })
        : generateKeyPairSync('ec', { namedCurve: offer.curve })
    this.#offer = offer
    this.#key = privateKey
    this.publicKey = publicKey.export({ type: 'spki', format: 'der' })
  }

  /** What DG14 must say of it: by which method it signs, where the key does not tell. */
  infos(): readonly Uint8Array[] {
    if (this.#offer.kind === 'rsa') return []
    // ecdsa-plain-SHA256 of BSI TR-03111.
    return [sequence(oid('2.23.136.1.1.5'), integer(1), oid('0.4.0.127.0.7.1.1.4.1.3'))]
  }

  /** INTERNAL AUTHENTICATE. */
  answer({ data }: CardCommand): Reply {
    if (data.length !== 8) return { status: 0x6700 }
    return {
      status: 0x9000,
      data: this.#offer.kind === 'rsa' ? this.#recoverable(data, this.#offer) : this.#plain(data),
    }
  }

  #plain(challenge: Uint8Array): Uint8Array {
    return sign('sha256', challenge, { key: this.#key, dsaEncoding: 'ieee-p1363' })
  }

  /** Digital signature scheme 1 of ISO/IEC 9796-2: part of the message can be taken out of the signature. */
  #recoverable(challenge: Uint8Array, { bits, hash }: Extract<ActiveKeyOffer, { kind: 'rsa' }>): Uint8Array {
    const trailer = hash === 'sha1' ? [0xbc] : [0x34, 0xcc]
    const digestLength = hash === 'sha1' ? 20 : 32
    const own = randomBytes(bits / 8 - 1 - digestLength - trailer.length)
    const digest = createHash(hash).update(own).update(challenge).digest()
    const message = concat(Uint8Array.of(0x6a), own, digest, Uint8Array.from(trailer))
    return privateEncrypt({ key: this.#key, padding: constants.RSA_NO_PADDING }, message)
  }
}
