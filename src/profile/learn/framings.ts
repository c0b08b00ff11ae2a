import { encodeHex } from '../bytes.ts'
import type { FramerSpec } from '../schema/index.ts'
import { type Burst, burstsOf, gapMs } from './bursts.ts'
import { lengthFramings } from './length-framings.ts'
import type { Trace } from './trace.ts'

/** One way to cut the stream: usually one framer, several where frames of different lengths share the line. */
export type Framing = readonly FramerSpec[]

const lineEnds = ['0D 0A', '0A 0D', '0D', '0A']
const blockEnds = ['03', '04', '16', '00', '7E', '2A']

/** The longest frame of a button device that is believed. */
const longest = 128

/** Ways to cut a recorded stream, simplest first. None of them is believed before the whole recording comes out right. */
export function framingsOf({ phases }: Trace): readonly Framing[] {
  const bursts = burstsOf(phases)
  // What somebody caused counts; the rest may have been cut off when the port was opened.
  const pressed = bursts.filter(({ isIdle }) => !isIdle)
  const some = pressed.length > 0 ? pressed : bursts
  return [
    ...byteFramings(some),
    ...lineFramings(some),
    ...fixedFramings(some),
    ...blockFramings(some),
    ...lengthFramings(some.map(({ bytes }) => bytes)),
    ...mixedFramings(bursts),
    [{ mode: 'gap', gapMs: gapMs / 2, max: maxOf(some) }],
  ]
}

/** Lines of text, with the byte that begins all of them, if there is one. */
function lineFramings(bursts: readonly Burst[]): Framing[] {
  const isText = bursts.every(({ bytes }) => bytes.every((byte) => isPrintable(byte) || byte === 13 || byte === 10))
  return delimited(bursts, lineEnds, isText ? [0] : [])
}

/** Blocks with an end byte, and a check value of up to two bytes behind it. */
function blockFramings(bursts: readonly Burst[]): Framing[] {
  return delimited(bursts, blockEnds, [0, 1, 2])
}

function delimited(bursts: readonly Burst[], ends: readonly string[], tails: readonly number[]): Framing[] {
  const start = firstByte(bursts)
  const found = ends.flatMap((end) =>
    tails.filter((tail) => bursts.every(({ bytes }) => endsWith(bytes, end, tail))).map((tail) => ({ end, tail })),
  )
  return found.map(({ end, tail }) => [
    {
      mode: 'delimited',
      ...(start === undefined ? {} : { start: encodeHex(Uint8Array.of(start)) }),
      end,
      ...(tail === 0 ? {} : { tail }),
      max: maxOf(bursts),
    },
  ])
}

function endsWith(bytes: Uint8Array, end: string, tail: number): boolean {
  const body = encodeHex(tail === 0 ? bytes : bytes.subarray(0, -tail))
  return body.length > end.length && body.endsWith(end)
}

/** Frames of one length, which divides whatever came in one go. */
function fixedFramings(bursts: readonly Burst[]): Framing[] {
  const common = bursts.reduce((sum, { bytes }) => divisor(sum, bytes.length), 0)
  const lengths = Array.from({ length: Math.min(common, longest) }, (_, index) => index + 1)
  const framers = lengths
    .filter((length) => length > 1 && common % length === 0)
    .map((length) =>
      fixedFramer(
        length,
        bursts.flatMap(({ bytes }) => blocksOf(bytes, length)),
      ),
    )
  // Without a mark in front, several frames and one long one look the same: the longest is taken.
  return framers.filter(({ start }, index) => start !== undefined || index === framers.length - 1).map((one) => [one])
}

/** A framer for frames of one length: bytes that all have in front and at the end are its marks. */
function fixedFramer(length: number, frames: readonly Uint8Array[]): FramerSpec {
  const [first] = frames
  const isSame = (at: number) => frames.every((frame) => frame[at] === first?.[at])
  const end = first?.[length - 1]
  const isMark = length > 2 && isSame(length - 1) && end !== undefined && end !== 0
  return {
    mode: 'fixed',
    length,
    ...(first && isSame(0) ? { start: encodeHex(first.subarray(0, isSame(1) && isPair(first) ? 2 : 1)) } : {}),
    ...(isMark ? { end: encodeHex(Uint8Array.of(end)) } : {}),
  }
}

/** Bytes that makers put behind the first one so that it is not taken for data. */
const seconds = [0x55, 0xaa, 0x5a, 0xa5, 0xfe, 0xef, 0xff, 0x7e, 0xcc, 0x33]

function isPair(frame: Uint8Array): boolean {
  return frame.length > 3 && seconds.includes(frame[1] ?? 0)
}

function byteFramings(bursts: readonly Burst[]): Framing[] {
  return bursts.every(({ bytes }) => bytes.length === 1) ? [[{ mode: 'byte' }]] : []
}

/** Frames of several lengths and nothing that tells the length: each kind is known by the bytes that only it has. */
function mixedFramings(bursts: readonly Burst[]): Framing[] {
  const groups = [...Map.groupBy(bursts, ({ bytes }) => `${bytes.length}:${bytes[0]}`).values()]
  const kinds = groups.map((group) => group.map(({ bytes }) => bytes)).sort((a, b) => b.length - a.length)
  if (kinds.length < 2 || kinds.length > 6) return []
  return [
    kinds.map((frames, index) => ({
      id: `kind-${index + 1}`,
      ...guarded(fixedFramer(sizeOf(frames), frames), frames),
    })),
  ]
}

/** The bytes in front that never change: enough of them to tell the kinds apart. */
function guarded(framer: FramerSpec, frames: readonly Uint8Array[]): FramerSpec {
  const [first = new Uint8Array()] = frames
  const constant = [...first.keys()].filter((at) => frames.every((frame) => frame[at] === first[at])).slice(0, 3)
  const guard = Object.fromEntries(constant.filter((at) => at > 0).map((at) => [String(at), first[at] ?? 0]))
  return Object.keys(guard).length > 0 && frames.length > 1 ? { ...framer, guard } : framer
}

function sizeOf([first]: readonly Uint8Array[]): number {
  return first?.length ?? 0
}

function blocksOf(bytes: Uint8Array, length: number): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / length }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  )
}

function firstByte(bursts: readonly Burst[]): number | undefined {
  const [first] = bursts
  const byte = first?.bytes[0]
  return bursts.every(({ bytes }) => bytes[0] === byte) ? byte : undefined
}

/** Room for a line that is longer than those that were seen: counters grow. */
function maxOf(bursts: readonly Burst[]): number {
  const seen = Math.max(8, ...bursts.map(({ bytes }) => bytes.length))
  return 2 ** Math.ceil(Math.log2(2 * seen))
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

/** Whether a byte is a letter, a digit, a sign or a blank. */
export function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f
}
