import type { Problems } from '../problems.ts'
import type { EscapeSpec } from '../schema/index.ts'

/** Byte stuffing, ready to run. */
export interface EscapePlan {
  readonly byte: number
  /** What the byte behind the escape stands for; -1 for nothing. */
  readonly meaning: Int16Array
}

/** Reads `escape`: exactly one of `xor` and `map` says what an escaped byte stands for. */
export function planEscape(spec: EscapeSpec | undefined, problems: Problems): EscapePlan | undefined {
  if (!spec) return undefined
  if ((spec.xor === undefined) === (spec.map === undefined)) problems.add('DB-PRO-080')
  const { xor } = spec
  const meaning = new Int16Array(256).fill(-1)
  if (xor !== undefined) for (let byte = 0; byte < 256; byte++) meaning[byte] = byte ^ xor
  for (const [from, to] of Object.entries(spec.map ?? {})) meaning[Number.parseInt(from, 16)] = Number.parseInt(to, 16)
  return { byte: Number.parseInt(spec.byte, 16), meaning }
}

/** Whether a byte that looks like the beginning of an end may also stand behind an escape. */
export function canBeEscaped({ byte, meaning }: EscapePlan, first: number | undefined): boolean {
  // With xor a flag always ends: what it stands for is never sent as itself.
  if (first === undefined || meaning.every((value) => value >= 0)) return false
  return first === byte || (meaning[first] ?? -1) >= 0
}

/** A frame with the escapes between its head and its tail undone; undefined where one stands for nothing. */
export function undoEscapes(
  { byte, meaning }: EscapePlan,
  frame: Uint8Array,
  head: number,
  tail: number,
): Uint8Array | undefined {
  const plain = new Uint8Array(frame.length)
  plain.set(frame.subarray(0, head))
  const end = frame.length - tail
  let length = head
  for (let at = head; at < end; at++) {
    if (frame[at] !== byte) {
      plain[length++] = frame[at] ?? 0
      continue
    }
    const value = ++at < end ? (meaning[frame[at] ?? 0] ?? -1) : -1
    if (value < 0) return undefined
    plain[length++] = value
  }
  plain.set(frame.subarray(end), length)
  return plain.subarray(0, length + tail)
}
