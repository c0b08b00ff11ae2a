import type { Chip } from './chip.ts'

/** The parts of a command (TPM 2.0 Library, Part 3). */
export interface Command {
  readonly code: number
  /** The object that it is about; the rights to it are empty here. */
  readonly on?: number
  readonly parameters: Uint8Array
  /** Whether the answer begins with the number of a new object. */
  readonly makes?: 'object'
}

/** What a command gave. */
export interface Answer {
  /** The number of the new object. */
  readonly object: number
  readonly parameters: Buffer
}

const plain = 0x8001
const withRights = 0x8002
const byPassword = 0x40000009

/** Has the chip carry out a command. Throws when it refuses, with its number for why. */
export function perform(chip: Chip, { code, on, parameters, makes }: Command): Answer {
  const rights = on === undefined ? [] : [u32(on), u32(emptyPassword.length), emptyPassword]
  const body = Buffer.concat([u32(code), ...rights, parameters])
  const head = Buffer.concat([u16(on === undefined ? plain : withRights), u32(body.length + 6)])
  const answer = chip.ask(Buffer.concat([head, body]))
  const refusal = answer.readUInt32BE(6)
  if (refusal !== 0) throw new Error(`the chip refuses command 0x${code.toString(16)}: 0x${refusal.toString(16)}`)
  const from = makes === 'object' ? 14 : 10
  // With rights, the length of the parameters stands before them and the new rights behind.
  const isMeasured = answer.readUInt16BE(0) === withRights
  const begin = isMeasured ? from + 4 : from
  const end = isMeasured ? begin + answer.readUInt32BE(from) : answer.length
  return { object: makes === 'object' ? answer.readUInt32BE(10) : 0, parameters: answer.subarray(begin, end) }
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Bytes behind their length. */
export function sized(...parts: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.concat(parts)
  return Buffer.concat([u16(bytes.length), bytes])
}

/** The bytes behind the length that stands at a place. */
export function readSized(bytes: Buffer, at: number): Buffer {
  const length = bytes.readUInt16BE(at)
  if (at + 2 + length > bytes.length) throw new RangeError('cut off')
  return bytes.subarray(at + 2, at + 2 + length)
}

/** No nonce, nothing to keep open, no password. */
const emptyPassword = Buffer.concat([u32(byPassword), sized(), Uint8Array.of(0), sized()])
