import { timingSafeEqual } from 'node:crypto'
import { DeskError, type Random } from '../../core/index.ts'
import type { PacePassword } from './access.ts'
import { type Channel, chainedClass } from './apdu.ts'
import { concat, same, toNumber } from './bytes.ts'
import { type Curve, freshScalar, type Point, readPoint, standardCurve, writePoint, xOf } from './curves.ts'
import { malformed } from './fault.ts'
import { blockLength, type CipherName, decrypt, deriveKey, keyPurpose, mac, pad } from './primitives.ts'
import { type SessionKeys, sessionKeys } from './secure-messaging.ts'
import type { PaceInfo } from './security-infos.ts'
import { expectDone, refused, saysBlocked, saysWrongPassword, statusName, sw } from './status.ts'
import { readTlvs, writeTlv } from './tlv.ts'

/** What PACE needs to begin: a way that the chip offers, on a curve that we know. */
export interface PaceWay {
  readonly info: PaceInfo
  readonly curve: Curve
  /** The number of the domain parameters, where the chip offers several and must be told which. */
  readonly parameters: number | undefined
}

/** Of the ways that a chip offers the one with the strongest cipher that we know; undefined when we know none. */
export function choosePace(offered: readonly PaceInfo[]): PaceWay | undefined {
  const several = new Set(offered.map(({ parameterId }) => parameterId)).size > 1
  return offered
    .flatMap(usable)
    .map((way) => ({ ...way, parameters: several ? way.info.parameterId : undefined }))
    .toSorted((one, other) => strength.indexOf(other.info.cipher) - strength.indexOf(one.info.cipher))
    .at(0)
}

/**
 * PACE with generic mapping on elliptic curves (ICAO 9303-11, 4.4). A wrong password shows in the last step only, and
 * costs one of the few tries that a chip gives.
 * @throws DeskError DB-CRD-102 or 103 the password is wrong; DB-CRD-104 the chip takes none for now.
 */
export async function pace(
  channel: Channel,
  way: PaceWay,
  password: PacePassword,
  random: Random,
): Promise<SessionKeys> {
  const { info, curve } = way
  await selectProtocol(channel, way, password)
  const nonce = await fetchNonce(channel, info.cipher, password)
  const base = await mapNonce(channel, curve, nonce, random)
  const agreed = await agree(channel, curve, base, random)
  const keys = sessionKeys(agreed.secret, info.cipher)
  await proveBoth(channel, info, keys, agreed, password)
  return keys
}

const strength: readonly CipherName[] = ['3DES', 'AES-128', 'AES-192', 'AES-256']

/** Chip authentication mapping is generic mapping with one more answer at its end. */
function usable(info: PaceInfo): readonly Omit<PaceWay, 'parameters'>[] {
  if (info.agreement !== 'elliptic' || info.mapping === 'integrated' || info.parameterId === undefined) return []
  try {
    return [{ info, curve: standardCurve(info.parameterId) }]
  } catch {
    return []
  }
}

async function selectProtocol(channel: Channel, { info, parameters }: PaceWay, password: PacePassword): Promise<void> {
  const choice = concat(writeTlv(0x80, info.protocol), writeTlv(0x83, Uint8Array.of(password.reference)))
  const data = parameters === undefined ? choice : concat(choice, writeTlv(0x84, Uint8Array.of(parameters)))
  const { status } = await channel.send({ ins: 0x22, p1: 0xc1, p2: 0xa4, data })
  if (saysBlocked(status)) throw blocked(status)
  // 63Cx says how many tries are left: a warning, not a refusal.
  if (status !== sw.done && !saysWrongPassword(status)) throw refused('PACE: MSE:Set AT', status)
}

async function fetchNonce(channel: Channel, cipher: CipherName, password: PacePassword): Promise<bigint> {
  const secret = await exchange(channel, { step: 'nonce', answer: 0x80 })
  if (secret.length === 0) throw malformed('PACE', 'an empty nonce')
  const key = deriveKey(password.secret, keyPurpose.password, cipher)
  return toNumber(decrypt(cipher, key, secret))
}

/** Generic mapping: both make a base point that only those who know the nonce can know. */
async function mapNonce(channel: Channel, curve: Curve, nonce: bigint, random: Random): Promise<Point> {
  const own = freshScalar(curve, random)
  const data = writeTlv(0x81, writePoint(curve.points.BASE.multiply(own)))
  const theirs = readPoint(curve, await exchange(channel, { step: 'mapping', data, answer: 0x82 }), 'PACE mapping')
  const scaled = nonce % curve.order
  const mapped = theirs.multiply(own).add(scaled === 0n ? curve.points.ZERO : curve.points.BASE.multiply(scaled))
  if (mapped.is0()) throw malformed('PACE mapping', 'the base point is nowhere')
  return mapped
}

interface Agreed {
  readonly secret: Uint8Array
  readonly own: Uint8Array
  readonly theirs: Uint8Array
}

async function agree(channel: Channel, curve: Curve, base: Point, random: Random): Promise<Agreed> {
  const scalar = freshScalar(curve, random)
  const own = writePoint(base.multiply(scalar))
  const theirs = await exchange(channel, { step: 'agreement', data: writeTlv(0x83, own), answer: 0x84 })
  if (same(own, theirs)) throw malformed('PACE agreement', 'the chip sent our own key back')
  const point = readPoint(curve, theirs, 'PACE agreement')
  return { secret: xOf(curve, point.multiply(scalar)), own, theirs }
}

async function proveBoth(
  channel: Channel,
  info: PaceInfo,
  keys: SessionKeys,
  { own, theirs }: Agreed,
  password: PacePassword,
): Promise<void> {
  const data = writeTlv(0x85, authenticationToken(info, keys.mac, theirs))
  const token = await exchange(channel, { step: 'proof', data, answer: 0x86, password })
  const right = authenticationToken(info, keys.mac, own)
  if (token.length !== right.length || !timingSafeEqual(token, right)) throw new DeskError('DB-CRD-106')
}

/** What a side shows of the other's key, so that nobody can sit between them (4.4.3.4). */
function authenticationToken(info: PaceInfo, macKey: Uint8Array, otherKey: Uint8Array): Uint8Array {
  const message = writeTlv(0x7f49, writeTlv(0x06, info.protocol), writeTlv(0x86, otherKey))
  return mac(info.cipher, macKey, info.cipher === '3DES' ? pad(message, blockLength(info.cipher)) : message)
}

interface Exchange {
  readonly step: 'nonce' | 'mapping' | 'agreement' | 'proof'
  readonly data?: Uint8Array
  /** The tag of what is wanted from the answer. */
  readonly answer: number
  /** Given in the last step, where a refusal means that it is wrong. */
  readonly password?: PacePassword
}

async function exchange(channel: Channel, { step, data = none, answer, password }: Exchange): Promise<Uint8Array> {
  const cla = step === 'proof' ? 0 : chainedClass
  const command = { cla, ins: 0x86, p1: 0, p2: 0, data: writeTlv(0x7c, data), expected: 256 }
  const { status, data: whole } = await channel.send(command)
  if (saysBlocked(status) || status === sw.conditionsNotSatisfied) throw blocked(status)
  if (password && status !== sw.done) throw wrongPassword(status, password)
  const dynamic = readTlvs(expectDone({ status, data: whole }, `PACE: ${step}`), { what: 'PACE' })[0]
  const parts = dynamic?.tag === 0x7c ? readTlvs(dynamic.value, { what: 'PACE', offset: dynamic.valueOffset }) : []
  const found = parts.find(({ tag }) => tag === answer)
  if (found === undefined) throw malformed('PACE', `the answer to the step "${step}" is missing`)
  return found.value
}

/** In the last step chips of different makers tell a wrong password in different ways. */
function wrongPassword(status: number, { reference }: PacePassword): DeskError {
  const told = saysWrongPassword(status) || wrongInLastStep.has(status)
  if (!told) return refused('PACE: proof', status)
  return new DeskError(reference === 2 ? 'DB-CRD-102' : 'DB-CRD-103')
}

const wrongInLastStep: ReadonlySet<number> = new Set([sw.securityNotSatisfied, sw.protectionWrong, sw.wrongData])

function blocked(status: number): DeskError {
  return new DeskError('DB-CRD-104', { status: statusName(status) })
}

const none = new Uint8Array()
