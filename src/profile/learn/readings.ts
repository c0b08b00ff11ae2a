import type { CheckSpec } from '../schema/index.ts'
import { isPrintable } from './framings.ts'
import { hexByte, type Tree } from './yaml.ts'

/** One way to get a value out of a frame, and how a profile says so. */
export interface Reading {
  /** Fields that end in one of the given name. */
  fields(name: string): Tree
  /** What stands there; undefined when the frame does not have it. */
  value(frame: Uint8Array): string | undefined
  /** The value as the key of a map, and as a value in an expression. */
  mapKey(value: string): string
  literal(value: string): string
}

/** The part of a frame that is neither mark nor check value. */
export interface Body {
  readonly from: number
  /** Negative or 0: so many bytes behind it. */
  readonly to: number
}

const widest = 8
const farthest = 64
const separators = [' ', ',', ';', ':', '=', '|', '/', '-', '\t']
const parts = 8

/** All ways to read some frames, plainest first. */
export function readingsOf(frames: readonly Uint8Array[], body: Body): readonly Reading[] {
  const lengths = frames.map(({ length }) => length)
  const shortest = Math.min(...lengths)
  const isEven = lengths.every((length) => length === shortest)
  const isText = frames.every((frame) => frame.subarray(body.from, frame.length + body.to).every(isPrintable))
  const end = isEven ? shortest + body.to : shortest
  const places = Array.from({ length: Math.max(0, Math.min(end, farthest) - body.from) }, (_, at) => body.from + at)
  return [
    ...(isText && !isEven ? textReadings(body) : []),
    ...places.map(byteReading),
    ...(isEven ? spans(places, end, frames) : []),
    ...(isText && isEven ? textReadings(body) : []),
    ...(isEven ? [] : [-1, -2, -3, -4].filter((at) => at < body.to && -at <= shortest).map(byteReading)),
    ...(body.from > 0 ? [byteReading(0)] : []),
    spanReading('hex', [0, null]),
  ]
}

/** Where the body of a frame is, by its marks and its check value. */
export function bodyOf(start: number, end: number, check: CheckSpec | undefined): Body {
  if (!check) return { from: start, to: -end }
  return { from: start, to: Math.min(check.over[1] ?? 0, check.at ?? 0, -end) }
}

function byteReading(at: number): Reading {
  return {
    fields: (name) => ({ [name]: { u8: at } }),
    value: (frame) => {
      const byte = frame.at(at)
      return byte === undefined || (at >= 0 && at >= frame.length) ? undefined : String(byte)
    },
    mapKey: (value) => hexByte(Number(value)),
    literal: (value) => value,
  }
}

function spans(places: readonly number[], end: number, frames: readonly Uint8Array[]): readonly Reading[] {
  return Array.from({ length: widest - 1 }, (_, index) => index + 2).flatMap((width) =>
    places
      .filter((at) => at + width <= end)
      .map((at) => {
        const isText = frames.every((frame) => frame.subarray(at, at + width).every(isPrintable))
        return spanReading(isText ? 'text' : 'hex', [at, at + width])
      }),
  )
}

type Span = readonly [from: number, to: number | null]

function spanReading(kind: 'text' | 'hex', [from, to]: Span): Reading {
  return {
    fields: (name) => ({ [name]: { [kind]: [from, to] } }),
    value: (frame) => {
      const part = Buffer.from(frame.subarray(from, to ?? frame.length))
      return kind === 'text' ? part.toString('latin1') : part.toString('hex').toUpperCase()
    },
    mapKey: (value) => value,
    literal: (value) => `'${value}'`,
  }
}

/** Whole lines, and the parts of lines. */
function textReadings(body: Body): readonly Reading[] {
  const line = { text: [body.from, body.to === 0 ? null : body.to] }
  const lineOf = (frame: Uint8Array) =>
    Buffer.from(frame.subarray(body.from, frame.length + body.to)).toString('latin1')
  const plain = { mapKey: (value: string) => value, literal: (value: string) => `'${value}'` }
  const ofPart = (by: string, index: number): Reading => ({
    ...plain,
    fields: (name) => ({ [`${name}Line`]: line, [name]: { part: `${name}Line`, by, index } }),
    value: (frame) => lineOf(frame).split(by)[index],
  })
  const indexes = Array.from({ length: parts }, (_, index) => index)
  return [
    ...separators.flatMap((by) => indexes.map((index) => ofPart(by, index))),
    { ...plain, fields: (name) => ({ [name]: line }), value: lineOf },
  ]
}
