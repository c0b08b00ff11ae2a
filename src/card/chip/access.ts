import { createHash } from 'node:crypto'
import { DeskError } from '../../core/index.ts'
import { checkDigit } from '../mrz/check-digit.ts'
import { deriveKey, keyPurpose } from './primitives.ts'

/**
 * What opens a chip: the card access number, or what is printed in the machine readable zone. Dates are ISO
 * (`yyyy-mm-dd`, as long as they are known). The document number of a Vietnamese card is the last nine digits of the
 * personal number; all twelve are taken too.
 */
export type ChipAccess =
  | { readonly kind: 'can'; readonly can: string }
  | { readonly kind: 'mrz'; readonly documentNumber: string; readonly birthDate: string; readonly expiryDate: string }

/** The part of the access that is read from the machine readable zone. */
export type MrzAccess = Extract<ChipAccess, { kind: 'mrz' }>

/** A password of PACE: which one it is to the chip, and what keys are derived from. */
export interface PacePassword {
  readonly reference: 1 | 2
  readonly secret: Uint8Array
}

/**
 * Refuses an access that cannot be right, before it costs a try.
 * @throws DeskError DB-CRD-116 no chip would take it.
 */
export function judgeAccess(access: ChipAccess): void {
  const plausible =
    access.kind === 'can'
      ? /^\d{6}$/.test(access.can)
      : /^[A-Z0-9<]{1,22}$/i.test(access.documentNumber) && [access.birthDate, access.expiryDate].every(isDate)
  if (!plausible) throw new DeskError('DB-CRD-116')
}

/** The password for PACE (ICAO 9303-11, 4.4.3.1 and 9.7.3). */
export function pacePassword(access: ChipAccess): PacePassword {
  return access.kind === 'can'
    ? { reference: 2, secret: Buffer.from(access.can, 'latin1') }
    : { reference: 1, secret: sha1(Buffer.from(mrzInformation(access), 'latin1')) }
}

/** The keys for Basic Access Control (ICAO 9303-11, 9.7.2). */
export function basicAccessKeys(access: MrzAccess): { readonly encryption: Uint8Array; readonly mac: Uint8Array } {
  const seed = sha1(Buffer.from(mrzInformation(access), 'latin1')).subarray(0, 16)
  return {
    encryption: deriveKey(seed, keyPurpose.encryption, '3DES'),
    mac: deriveKey(seed, keyPurpose.mac, '3DES'),
  }
}

/** Document number, birth date and expiry date, each with its check digit, in one line. */
export function mrzInformation({ documentNumber, birthDate, expiryDate }: MrzAccess): string {
  return [chipNumber(documentNumber), mrzDate(birthDate), mrzDate(expiryDate)]
    .map((field) => field + checkDigit(field))
    .join('')
}

function chipNumber(documentNumber: string): string {
  const number = /^\d{12}$/.test(documentNumber) ? documentNumber.slice(-9) : documentNumber
  return number.toUpperCase().padEnd(9, '<')
}

/** `yyyy-mm-dd` as `yymmdd`; what nobody knows is filled with `<`. */
function mrzDate(date: string): string {
  return date.replaceAll('-', '').slice(2).padEnd(6, '<')
}

function isDate(date: string): boolean {
  return /^\d{4}(-\d{2}){0,2}$/.test(date)
}

function sha1(bytes: Uint8Array): Uint8Array {
  return createHash('sha1').update(bytes).digest()
}
