import { DeskError, toDeskError } from '../../core/index.ts'
import { concat } from './bytes.ts'

/** A command to a card (ISO/IEC 7816-4, 5.1). */
export interface Command {
  readonly cla?: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data?: Uint8Array
  /** The most bytes that the answer may have, 1 to 65,536; absent when none are wanted. */
  readonly expected?: number
}

/** What a card answers: data, and a status that is 9000 when all is well. */
export interface Answer {
  readonly data: Uint8Array
  readonly status: number
}

/** Carries the bytes of one command to the card and brings those of its answer. Fails when card or reader are gone. */
export type Transmit = (command: Uint8Array) => Promise<Uint8Array>

/** A way to a card, plain or protected. One command at a time. */
export interface Channel {
  send(command: Command): Promise<Answer>
}

/** The bit of the class byte that says: another command of the same chain follows. */
export const chainedClass = 0x10

/** More pieces than this in one answer are no card any more. */
const mostPieces = 512

/** The bytes of a command: the short form where it fits, else the extended one. */
export function encodeCommand({ cla = 0, ins, p1, p2, data = none, expected }: Command): Uint8Array {
  if (data.length > 0xffff || (expected !== undefined && (expected < 1 || expected > 0x10000))) {
    throw new RangeError('no command can carry that much')
  }
  const head = Uint8Array.of(cla, ins, p1, p2)
  return data.length > 255 || (expected ?? 0) > 256
    ? concat(head, Uint8Array.of(0), withLength(data, 2), expected === undefined ? none : twoBytes(expected))
    : concat(head, withLength(data, 1), expected === undefined ? none : Uint8Array.of(expected & 0xff))
}

/**
 * Data and status of an answer.
 * @throws DeskError DB-CRD-101 fewer than two bytes: readers answer a card that was pulled with an empty success.
 */
export function decodeAnswer(bytes: Uint8Array): Answer {
  const [high, low] = bytes.subarray(-2)
  if (high === undefined || low === undefined) throw new DeskError('DB-CRD-101')
  return { data: bytes.subarray(0, -2), status: high * 256 + low }
}

/** The unprotected way to a card. It brings answers in one piece, and asks again with the length the card names. */
export function plainChannel(transmit: Transmit, signal?: AbortSignal): Channel {
  const once = async (command: Command): Promise<Answer> => {
    if (signal?.aborted) throw new DeskError('DB-CRD-112')
    const bytes = await transmit(encodeCommand(command)).catch((error: unknown) => {
      throw toDeskError(error, 'DB-CRD-101')
    })
    return decodeAnswer(bytes)
  }
  return {
    async send(command) {
      const answer = await once(command)
      if (answer.status >> 8 === 0x6c && answer.data.length === 0) {
        return await once({ ...command, expected: lengthIn(answer.status) })
      }
      return await allPieces(answer, once)
    },
  }
}

/** Status 61xx: there is more, to be fetched with GET RESPONSE. */
async function allPieces(first: Answer, once: (command: Command) => Promise<Answer>): Promise<Answer> {
  const pieces = [first.data]
  let { status } = first
  while (status >> 8 === 0x61 && pieces.length < mostPieces) {
    const next = await once({ ins: 0xc0, p1: 0, p2: 0, expected: lengthIn(status) })
    pieces.push(next.data)
    status = next.status
  }
  return pieces.length === 1 ? first : { data: concat(...pieces), status }
}

/** The length in the second byte of 61xx and 6Cxx; zero stands for 256. */
function lengthIn(status: number): number {
  return (status & 0xff) === 0 ? 256 : status & 0xff
}

function withLength(data: Uint8Array, digits: 1 | 2): Uint8Array {
  if (data.length === 0) return none
  return concat(digits === 1 ? Uint8Array.of(data.length) : twoBytes(data.length), data)
}

function twoBytes(value: number): Uint8Array {
  return Uint8Array.of((value >> 8) & 0xff, value & 0xff)
}

const none = new Uint8Array()
