import { DeskError } from '../../core/index.ts'
import type { Answer } from './apdu.ts'

/** Status words that mean something to us (ISO/IEC 7816-4, 5.6). */
export const sw = {
  done: 0x9000,
  /** The file ended before as many bytes were read as were asked for. */
  endOfFile: 0x6282,
  authenticationFailed: 0x6300,
  wrongLength: 0x6700,
  securityNotSatisfied: 0x6982,
  methodBlocked: 0x6983,
  dataInvalidated: 0x6984,
  conditionsNotSatisfied: 0x6985,
  protectionMissing: 0x6987,
  protectionWrong: 0x6988,
  wrongData: 0x6a80,
  notSupported: 0x6a81,
  fileNotFound: 0x6a82,
  beyondEnd: 0x6b00,
  unknownInstruction: 0x6d00,
} as const

/** The data of an answer whose status is 9000. */
export function expectDone(answer: Answer, step: string): Uint8Array {
  if (answer.status === sw.done) return answer.data
  throw refused(step, answer.status)
}

/** What a status is that nobody expected at a step. */
export function refused(step: string, status: number): DeskError {
  return new DeskError('DB-CRD-109', { step, status: statusName(status) })
}

/** A status as people write it. */
export function statusName(status: number): string {
  return status.toString(16).toUpperCase().padStart(4, '0')
}

/** Whether a status says that a password was wrong: 6300, or 63Cx with the tries that are left. */
export function saysWrongPassword(status: number): boolean {
  return status === sw.authenticationFailed || (status & 0xfff0) === 0x63c0
}

/** Whether a status says that no password is taken for now. */
export function saysBlocked(status: number): boolean {
  return status === sw.methodBlocked || status === sw.dataInvalidated || status === 0x63c0
}
