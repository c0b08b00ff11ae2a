import { encodeHex } from '../bytes.ts'
import type { FramerSpec } from '../schema/index.ts'

const places = [1, 2, 3, 0, 4]
const forms = [
  { type: 'u8', width: 1 },
  { type: 'u16be', width: 2 },
  { type: 'u16le', width: 2 },
] as const

/** Framers for streams whose frames say how long they are. One length alone proves nothing. */
export function lengthFramings(bursts: readonly Uint8Array[]): (readonly FramerSpec[])[] {
  const lengths = new Set(bursts.map(({ length }) => length))
  if (lengths.size < 2) return []
  return places.flatMap((at) => forms.flatMap((form) => lengthFraming(bursts, at, form)))
}

function lengthFraming(bursts: readonly Uint8Array[], at: number, form: (typeof forms)[number]) {
  const add = commonRest(bursts, at, form)
  if (add === undefined) return []
  const [first = new Uint8Array()] = bursts
  const again = [at + form.width].filter((place) => repeats(bursts, at, place, form))
  const start = at > 0 ? commonStart(bursts) : undefined
  const lasts = new Set(bursts.map((bytes) => bytes.at(-1)))
  const framer: FramerSpec = {
    mode: 'length',
    ...(start === undefined ? {} : { start: encodeHex(first.subarray(0, 1)) }),
    ...(lasts.size === 1 ? { end: encodeHex(first.subarray(-1)) } : {}),
    lengthAt: at,
    ...(form.type === 'u8' ? {} : { lengthType: form.type }),
    ...(again[0] === undefined ? {} : { lengthAgainAt: again[0] }),
    ...(add === 0 ? {} : { add }),
    max: 256,
  }
  return [[framer]]
}

/** What is to be added to the number to get the length of the frame; undefined when it is not the same everywhere. */
function commonRest(bursts: readonly Uint8Array[], at: number, form: (typeof forms)[number]): number | undefined {
  const rests = new Set(bursts.map((bytes) => bytes.length - (numberAt(bytes, at, form) ?? Number.NaN)))
  const [rest = Number.NaN] = rests
  return rests.size === 1 && rest >= -4 && rest <= 16 ? rest : undefined
}

function repeats(bursts: readonly Uint8Array[], at: number, place: number, form: (typeof forms)[number]): boolean {
  return bursts.every((bytes) => numberAt(bytes, at, form) === numberAt(bytes, place, form))
}

function commonStart(bursts: readonly Uint8Array[]): number | undefined {
  const starts = new Set(bursts.map(([first]) => first))
  return starts.size === 1 ? [...starts][0] : undefined
}

function numberAt(bytes: Uint8Array, at: number, { type, width }: (typeof forms)[number]): number | undefined {
  const part = bytes.subarray(at, at + width)
  if (part.length < width) return undefined
  const [a = 0, b = 0] = type === 'u16le' ? [...part].reverse() : part
  return width === 1 ? a : a * 256 + b
}
