import { DeskError } from '../../core/index.ts'
import type { Answer, Channel, Command } from './apdu.ts'
import { type ChipFile, chipFiles, longestFile, shortId } from './chip-files.ts'
import { malformed } from './fault.ts'
import { refused, sw } from './status.ts'
import { readTlvHead, valueAt, writeTlv } from './tlv.ts'

/** Tells how much of a file has been read. */
export type ReadReport = (done: number, total: number) => void

/** Reads whole files. It asks for as much at once as the card turned out to give. */
export interface ChipReader {
  /**
   * @throws DeskError DB-CRD-105 the chip does not let it be read; DB-CRD-111 the chip has no such file; DB-CRD-108 it
   * is not what it says it is.
   */
  read(file: ChipFile, report?: ReadReport): Promise<Uint8Array>
}

/** Bytes of a file that are asked for at once where long answers are possible. More gains nothing at 106 kbit/s. */
export const longRead = 1_024
/** Bytes that every card gives at once when its answers are not protected. */
export const shortRead = 256

/** A reader of files that begins with asking for `most` bytes at once. */
export function chipReader(channel: Channel, most: number): ChipReader {
  const gait: Gait = { most }
  return {
    async read(file, report) {
      const selection = await select(channel, file)
      return await readWhole({ channel, file, gait, selection }, report)
    },
  }
}

/**
 * EF.CardAccess, which tells how the chip is opened; undefined on a chip that has none. Some cards refuse to select the
 * master file, others want it first; so first without it.
 */
export async function readCardAccess(channel: Channel): Promise<Uint8Array | undefined> {
  const reader = chipReader(channel, shortRead)
  const attempt = async () => await reader.read(chipFiles.cardAccess).catch(absent)
  const first = await attempt()
  if (first) return first
  const master = { ins: 0xa4, p1: 0, p2: 0x0c, data: Uint8Array.of(0x3f, 0) }
  const { status } = await channel.send(master)
  return status === sw.done ? await attempt() : undefined
}

/**
 * Whether card and reader carry long answers, asked of a file that is selected, before anything depends on it. Some
 * readers fail altogether when they are asked; if the card has gone instead, the next command tells.
 */
export async function takesLongAnswers(channel: Channel): Promise<boolean> {
  const asked = channel.send({ ins: 0xb0, p1: 0, p2: 0, expected: longRead })
  const { data, status } = await asked.catch(() => ({ data: new Uint8Array(), status: sw.wrongLength }))
  return data.length > 0 && (status === sw.done || status === sw.endOfFile)
}

/**
 * Selects the application of travel documents.
 * @throws DeskError DB-CRD-110 the card has none.
 */
export async function selectApplication(channel: Channel): Promise<void> {
  const { status } = await channel.send({ ins: 0xa4, p1: 4, p2: 0x0c, data: applicationId })
  if (status === sw.fileNotFound || status === sw.unknownInstruction) throw new DeskError('DB-CRD-110')
  if (status !== sw.done) throw refused('SELECT', status)
}

const applicationId = Uint8Array.of(0xa0, 0, 0, 2, 0x47, 0x10, 1)

/** How many bytes are asked for at once; shrinks to what the card gives. */
interface Gait {
  most: number
}

/** Whether a file is selected, or must be named by its short number in the first reading. */
type Selection = 'selected' | 'by-number'

interface Reading {
  readonly channel: Channel
  readonly file: ChipFile
  readonly gait: Gait
  readonly selection: Selection
}

/** More readings than this for one file are no progress. */
const mostReadings = 16_384
/** From here on READ BINARY has no room for the offset. */
const farOffset = 0x8000
/** Enough for the tag and the length of any file. */
const headLength = 8

async function select(channel: Channel, file: ChipFile): Promise<Selection> {
  const data = Uint8Array.of(file.id >> 8, file.id & 0xff)
  const { status } = await channel.send({ ins: 0xa4, p1: 2, p2: 0x0c, data })
  if (status === sw.done) return 'selected'
  if (withoutSelect.has(status)) return 'by-number'
  throw denied(file, status)
}

/** A chip that knows no selection by number takes the short number. */
const withoutSelect: ReadonlySet<number> = new Set([sw.notSupported, 0x6a86, sw.unknownInstruction, 0x6e00])

async function readWhole(reading: Reading, report?: ReadReport): Promise<Uint8Array> {
  const { file } = reading
  const head = await readHead(reading)
  const { tag, headLength: ahead, valueLength } = readTlvHead(head, { what: file.name })
  if (tag !== file.tag) throw malformed(file.name, 'it begins with the tag of another file', 0)
  const total = ahead + valueLength
  if (total > longestFile) {
    throw new DeskError('DB-CRD-113', { file: file.name, length: total, limit: longestFile })
  }
  const whole = new Uint8Array(total)
  whole.set(head.subarray(0, total))
  let done = Math.min(head.length, total)
  for (let count = 0; done < total; count++) {
    if (count === mostReadings) throw malformed(file.name, 'it is given in crumbs', done)
    const piece = await readPiece(reading, done, total)
    whole.set(piece, done)
    done += piece.length
    report?.(done, total)
  }
  return whole
}

async function readHead({ channel, file, selection }: Reading): Promise<Uint8Array> {
  const p1 = selection === 'selected' ? 0 : 0x80 | shortId(file)
  const answer = await exactly(channel, { ins: 0xb0, p1, p2: 0, expected: headLength })
  return bytesOf(answer, file).subarray(0, headLength)
}

/** The next piece: what the card gives of what was asked for, at least one byte. */
async function readPiece(reading: Reading, offset: number, total: number): Promise<Uint8Array> {
  const { channel, file, gait } = reading
  const far = offset >= farOffset
  const room = far ? gait.most - farHead : Math.min(gait.most, farOffset - offset)
  const wanted = plainly(Math.min(room, total - offset), far)
  const answer = await exactly(channel, far ? farCommand(offset, wanted) : nearCommand(offset, wanted))
  if (answer.status === sw.wrongLength && gait.most > smallestRead) {
    gait.most = Math.max(smallestRead, Math.floor(gait.most / 2))
    return await readPiece(reading, offset, total)
  }
  const piece = (far ? farBytes(answer, file) : bytesOf(answer, file)).subarray(0, wanted)
  if (piece.length === 0) throw malformed(file.name, 'it is shorter than it says', offset)
  if (piece.length < wanted && answer.status === sw.done) gait.most = Math.max(piece.length, smallestRead)
  return piece
}

const smallestRead = 64
/** Tag and length of the object in which far bytes come. */
const farHead = 4

function nearCommand(offset: number, wanted: number) {
  return { ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, expected: wanted }
}

/** READ BINARY with an odd instruction byte: the offset is an object, and so is the answer. */
function farCommand(offset: number, wanted: number) {
  const place = offset > 0xffff ? [offset >> 16, (offset >> 8) & 0xff, offset & 0xff] : [offset >> 8, offset & 0xff]
  const data = writeTlv(0x54, Uint8Array.from(place))
  return { ins: 0xb1, p1: 0, p2: 0, data, expected: wanted + headFor(wanted) }
}

/** Tag and length of an object with so many bytes. */
function headFor(count: number): number {
  return count < 128 ? 2 : count < 256 ? 3 : farHead
}

/**
 * One byte less where a command would ask for exactly 256: that asks for whatever there is, in the short form, where it does
 * not fit when it is protected.
 */
function plainly(wanted: number, far: boolean): number {
  return wanted + (far ? headFor(wanted) : 0) === 256 ? wanted - 1 : wanted
}

/** Status 6Cxx names the right length: once more with that. */
async function exactly(channel: Channel, command: Command): Promise<Answer> {
  const answer = await channel.send(command)
  if (answer.status >> 8 !== 0x6c) return answer
  return await channel.send({ ...command, expected: answer.status & 0xff || 256 })
}

function bytesOf({ data, status }: Answer, file: ChipFile): Uint8Array {
  if (status === sw.done || status === sw.endOfFile) return data
  if (status === sw.beyondEnd) return data.subarray(0, 0)
  throw denied(file, status)
}

function farBytes(answer: Answer, file: ChipFile): Uint8Array {
  const bytes = bytesOf(answer, file)
  return valueAt(bytes, [0x53], { what: file.name }) ?? bytes.subarray(0, 0)
}

function denied(file: ChipFile, status: number): DeskError {
  if (status === sw.fileNotFound) return new DeskError('DB-CRD-111', { file: file.name })
  if (locked.has(status)) return new DeskError('DB-CRD-105', { file: file.name })
  return refused(file.name, status)
}

const locked: ReadonlySet<number> = new Set([sw.securityNotSatisfied, sw.methodBlocked, sw.conditionsNotSatisfied])

/** A chip that has no such file, or does not talk about it before it is opened. */
function absent(error: unknown): undefined {
  if (error instanceof DeskError && absentCodes.has(error.code)) return undefined
  throw error
}

const absentCodes: ReadonlySet<string> = new Set(['DB-CRD-105', 'DB-CRD-109', 'DB-CRD-111'])
