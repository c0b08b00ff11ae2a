import { timingSafeEqual } from 'node:crypto'
import { DeskError } from '../../core/index.ts'
import type { Answer, Channel, Command } from './apdu.ts'
import { concat, fromNumber, toNumber } from './bytes.ts'
import { malformed } from './fault.ts'
import { blockLength, type CipherName, decrypt, deriveKey, encrypt, keyPurpose, mac, pad, unpad } from './primitives.ts'
import { saysWrongPassword, sw } from './status.ts'
import { readTlvs, type Tlv, writeTlv } from './tlv.ts'

/** What both ends of a protected way share (ICAO 9303-11, 9.8). */
export interface SessionKeys {
  readonly cipher: CipherName
  readonly encryption: Uint8Array
  readonly mac: Uint8Array
  /** What the send sequence counter starts from; as long as a block. */
  readonly counter: Uint8Array
}

/** Tags of the data objects of protected commands and answers. */
export const protectedTag = { encrypted: 0x87, encryptedOdd: 0x85, expected: 0x97, status: 0x99, mac: 0x8e } as const

/** The keys from a shared secret. The counter starts at zero, except after Basic Access Control. */
export function sessionKeys(secret: Uint8Array, cipher: CipherName, counter?: Uint8Array): SessionKeys {
  return {
    cipher,
    encryption: deriveKey(secret, keyPurpose.encryption, cipher),
    mac: deriveKey(secret, keyPurpose.mac, cipher),
    counter: counter ?? new Uint8Array(blockLength(cipher)),
  }
}

/** A protected way to a card, on top of the plain one: nobody between reads it or changes it unseen. */
export function secureChannel(below: Channel, keys: SessionKeys): Channel {
  let counter = keys.counter
  const next = () => {
    counter = following(counter)
    return counter
  }
  return {
    async send(command) {
      const answer = await below.send(protectCommand(command, keys, next()))
      return openAnswer(answer, keys, next())
    },
  }
}

/** The most bytes of data in a protected answer that still fits the short form. */
export function mostShortData(cipher: CipherName): number {
  // 256 bytes, less the status (4), the code (10) and the head of the data (4); whole blocks, one byte of padding.
  const block = blockLength(cipher)
  return Math.floor((256 - 4 - 10 - 4) / block) * block - 1
}

/** A command as it goes over the wire (ICAO 9303-11, 9.8.4). */
export function protectCommand(command: Command, keys: SessionKeys, counter: Uint8Array): Command {
  const { ins, p1, p2, data, expected } = command
  const cla = (command.cla ?? 0) | 0x0c
  const block = blockLength(keys.cipher)
  const head = pad(Uint8Array.of(cla, ins, p1, p2), block)
  const objects = concat(encryptedObject(ins, data, keys, counter), expectedObject(expected))
  const code = codeOf(concat(head, objects), keys, counter)
  const body = concat(objects, writeTlv(protectedTag.mac, code))
  const long = body.length > 255 || needsLongForm(expected, keys.cipher)
  return { cla, ins, p1, p2, data: body, expected: long ? 0x10000 : 256 }
}

/**
 * What a protected answer says.
 * @throws DeskError DB-CRD-106 it is not what the card sent: the code is missing or wrong.
 */
export function openAnswer(answer: Answer, keys: SessionKeys, counter: Uint8Array): Answer {
  if (answer.data.length === 0) return bareRefusal(answer)
  const objects = readTlvs(answer.data, { what: 'a protected answer' })
  const code = objects.find(({ tag }) => tag === protectedTag.mac)
  const covered = objects.filter(({ tag }) => tag !== protectedTag.mac)
  if (!isCode(code?.value, codeOf(concat(...covered.map(({ raw }) => raw)), keys, counter))) {
    throw new DeskError('DB-CRD-106')
  }
  return { data: dataOf(covered, keys, counter), status: statusOf(covered) }
}

/**
 * Protection makes an answer longer than the data that are asked for. Exactly 256 asks for whatever there is, and stays
 * short: a reader that carries no long answers must still be able to ask.
 */
function needsLongForm(expected: number | undefined, cipher: CipherName): boolean {
  return expected !== undefined && expected !== 256 && expected > mostShortData(cipher)
}

/** A refusal needs no proof: to believe it can only cost us data. A bare success is a forgery. */
function bareRefusal(answer: Answer): Answer {
  const { status } = answer
  const ended = status === sw.protectionMissing || status === sw.protectionWrong
  const refusal = (status >= 0x6400 && status < 0x7000) || saysWrongPassword(status)
  if (ended || !refusal) throw new DeskError('DB-CRD-106')
  return answer
}

function encryptedObject(ins: number, data: Uint8Array | undefined, keys: SessionKeys, counter: Uint8Array) {
  if (data === undefined || data.length === 0) return none
  const padded = pad(data, blockLength(keys.cipher))
  const secret = encrypt(keys.cipher, keys.encryption, padded, startValue(keys, counter))
  // With an odd instruction byte the data are objects themselves, and no byte says how they are padded.
  return ins % 2 === 1
    ? writeTlv(protectedTag.encryptedOdd, secret)
    : writeTlv(protectedTag.encrypted, Uint8Array.of(1), secret)
}

function expectedObject(expected: number | undefined): Uint8Array {
  if (expected === undefined) return none
  const bytes = expected > 256 ? [(expected >> 8) & 0xff, expected & 0xff] : [expected & 0xff]
  return writeTlv(protectedTag.expected, Uint8Array.from(bytes))
}

function dataOf(objects: readonly Tlv[], keys: SessionKeys, counter: Uint8Array): Uint8Array {
  const found = objects.find(({ tag }) => tag === protectedTag.encrypted || tag === protectedTag.encryptedOdd)
  if (found === undefined) return none
  if (found.tag === protectedTag.encrypted && found.value[0] !== 1) throw malformed('an answer', 'unknown padding')
  const secret = found.tag === protectedTag.encrypted ? found.value.subarray(1) : found.value
  if (secret.length === 0) return none
  return unpad(decrypt(keys.cipher, keys.encryption, secret, startValue(keys, counter)))
}

function statusOf(objects: readonly Tlv[]): number {
  const [high, low] = objects.find(({ tag, value }) => tag === protectedTag.status && value.length === 2)?.value ?? []
  if (high === undefined || low === undefined) throw malformed('an answer', 'its status is not protected')
  return high * 256 + low
}

function codeOf(message: Uint8Array, keys: SessionKeys, counter: Uint8Array): Uint8Array {
  return mac(keys.cipher, keys.mac, pad(concat(counter, message), blockLength(keys.cipher)))
}

function isCode(given: Uint8Array | undefined, right: Uint8Array): boolean {
  return given !== undefined && given.length === right.length && timingSafeEqual(given, right)
}

/** 3DES starts every message from zero, AES from the encrypted counter. */
function startValue(keys: SessionKeys, counter: Uint8Array): Uint8Array | undefined {
  return keys.cipher === '3DES' ? undefined : encrypt(keys.cipher, keys.encryption, counter)
}

function following(counter: Uint8Array): Uint8Array {
  return fromNumber((toNumber(counter) + 1n) % (1n << BigInt(counter.length * 8)), counter.length)
}

const none = new Uint8Array()
