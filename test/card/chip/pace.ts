import { createHash } from 'node:crypto'
import { same } from '../../../src/card/chip/bytes.ts'
import { type CipherName, deriveKey, encrypt, keyPurpose, mac, pad } from '../../../src/card/chip/primitives.ts'
import { readTlvs, valueAt, writeTlv } from '../../../src/card/chip/tlv.ts'
import type { Random } from '../../../src/core/index.ts'
import { integer, oid, oidBytes, sequence } from '../der.ts'
import type { CardCommand, Reply } from './command.ts'
import { type CurveName, curves, type Point, type Reckoning, reckonOn } from './curves.ts'
import { Protection } from './protection.ts'

/** How a card offers PACE: generic mapping over a curve. */
export interface PaceOffer {
  readonly curve: CurveName
  readonly cipher: CipherName
}

/** What opens the card by PACE, and what it does about wrong ones. */
export interface PaceSecrets {
  readonly can: string
  /** Document number, date of birth and date of expiry, each with its check digit. */
  readonly printed: string
  /** After so many wrong ones the card takes none any more; never when undefined. */
  readonly blocksAfter?: number
  /** So much longer the card takes to begin for each wrong one. */
  readonly slowsByMs?: number
}

const ciphers = { '3DES': 1, 'AES-128': 2, 'AES-192': 3, 'AES-256': 4 } as const
const what = { what: 'a command of PACE' }

/** PACEInfo of EF.CardAccess (ICAO 9303-11, 9.2.1). */
export function paceInfo({ curve, cipher }: PaceOffer): Uint8Array {
  return sequence(oid(paceOid(cipher)), integer(2), integer(curves[curve].parameters))
}

type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'nonce'; readonly secret: Uint8Array }
  | { readonly kind: 'mapping'; readonly nonce: Uint8Array }
  | { readonly kind: 'agreement'; readonly base: Point }
  | { readonly kind: 'token'; readonly own: Point; readonly theirs: Point; readonly shared: Uint8Array }

/** The card's end of PACE (ICAO 9303-11, 4.4). */
export class Pace {
  readonly #offer: PaceOffer
  readonly #secrets: PaceSecrets
  readonly #random: Random
  readonly #reckoning: Reckoning
  #step: Step = { kind: 'idle' }
  #wrong = 0

  constructor(offer: PaceOffer, secrets: PaceSecrets, random: Random) {
    this.#offer = offer
    this.#secrets = secrets
    this.#random = random
    this.#reckoning = reckonOn(offer.curve, random)
  }

  /** How many wrong passwords were shown since the last right one. */
  get wrong(): number {
    return this.#wrong
  }

  /** How long it takes to begin. */
  get hesitation(): number {
    return this.#wrong * (this.#secrets.slowsByMs ?? 0)
  }

  /** What a reset takes away. How often the card was shown something wrong it remembers. */
  forget(): void {
    this.#step = { kind: 'idle' }
  }

  /** MSE:Set AT: which way and which password. */
  begin({ data }: CardCommand): Reply {
    this.forget()
    const objects = readTlvs(data, what)
    const objectOf = (tag: number) => objects.find((one) => one.tag === tag)?.value
    const parameters = objectOf(0x84)
    if (!same(objectOf(0x80) ?? new Uint8Array(), oidBytes(paceOid(this.#offer.cipher)))) return { status: 0x6a80 }
    if (parameters && parameters[0] !== curves[this.#offer.curve].parameters) return { status: 0x6a80 }
    const secret = this.#secretOf(objectOf(0x83)?.[0])
    if (!secret) return { status: 0x6a88 }
    if (this.#wrong >= (this.#secrets.blocksAfter ?? Number.POSITIVE_INFINITY)) return { status: 0x6983 }
    this.#step = { kind: 'nonce', secret }
    return { status: 0x9000 }
  }

  /** GENERAL AUTHENTICATE, one step of four; all but the last are links of a chain. */
  go({ cla, data }: CardCommand, agree: (protection: Protection) => void): Reply {
    const step = this.#step
    this.forget()
    const isLast = step.kind === 'token'
    if (step.kind === 'idle') return { status: 0x6985 }
    if (((cla & 0x10) === 0) !== isLast) return { status: 0x6883 }
    switch (step.kind) {
      case 'nonce':
        return this.#sendNonce(step.secret)
      case 'mapping':
        return this.#map(step.nonce, valueAt(data, [0x7c, 0x81], what))
      case 'agreement':
        return this.#agree(step.base, valueAt(data, [0x7c, 0x83], what))
      case 'token':
        return this.#confirm(step, valueAt(data, [0x7c, 0x85], what), agree)
    }
  }

  #sendNonce(secret: Uint8Array): Reply {
    const { cipher } = this.#offer
    // As long as the key, in whole blocks: of AES-192 as well two.
    const nonce = this.#random.bytes(cipher === '3DES' || cipher === 'AES-128' ? 16 : 32)
    this.#step = { kind: 'mapping', nonce }
    return answer(0x80, encrypt(cipher, deriveKey(secret, keyPurpose.password, cipher), nonce))
  }

  #map(nonce: Uint8Array, sent: Uint8Array | undefined): Reply {
    const { base, draw, read, scalar, write } = this.#reckoning
    if (!sent) return { status: 0x6a80 }
    const own = draw()
    const common = read(sent).multiply(own)
    this.#step = { kind: 'agreement', base: base.multiply(scalar(nonce)).add(common) }
    return answer(0x82, write(base.multiply(own)))
  }

  #agree(base: Point, sent: Uint8Array | undefined): Reply {
    const { draw, read, secret, write } = this.#reckoning
    if (!sent) return { status: 0x6a80 }
    const theirs = read(sent)
    const key = draw()
    const own = base.multiply(key)
    if (own.equals(theirs)) return { status: 0x6300 }
    this.#step = { kind: 'token', own, theirs, shared: secret(theirs.multiply(key)) }
    return answer(0x84, write(own))
  }

  #confirm(
    step: Extract<Step, { kind: 'token' }>,
    sent: Uint8Array | undefined,
    agree: (is: Protection) => void,
  ): Reply {
    const { cipher } = this.#offer
    const key = deriveKey(step.shared, keyPurpose.mac, cipher)
    if (!sent || !same(sent, this.#token(key, step.own))) {
      this.#wrong++
      return { status: 0x6300 }
    }
    this.#wrong = 0
    const protection = new Protection(step.shared, cipher)
    return { ...answer(0x86, this.#token(key, step.theirs)), afterwards: () => agree(protection) }
  }

  /** The code over the other's key (ICAO 9303-11, 4.4.3.4). */
  #token(key: Uint8Array, point: Point): Uint8Array {
    const { cipher } = this.#offer
    const name = oid(paceOid(cipher))
    const message = writeTlv(0x7f49, name, writeTlv(0x86, this.#reckoning.write(point)))
    return mac(cipher, key, cipher === '3DES' ? pad(message, 8) : message)
  }

  #secretOf(reference: number | undefined): Uint8Array | undefined {
    if (reference === 1) return createHash('sha1').update(this.#secrets.printed, 'latin1').digest()
    return reference === 2 ? Buffer.from(this.#secrets.can, 'latin1') : undefined
  }
}

function paceOid(cipher: CipherName): string {
  return `0.4.0.127.0.7.2.2.4.2.${ciphers[cipher]}`
}

function answer(tag: number, value: Uint8Array): Reply {
  return { status: 0x9000, data: writeTlv(0x7c, writeTlv(tag, value)) }
}
