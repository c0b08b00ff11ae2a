import { checkHolds, checkSize, checkWidth } from '../checksum.ts'
import { algorithms, type CheckSpec, checkForms } from '../schema/index.ts'

/** How far from the end of a frame a check value is looked for: end marks stand behind it. */
const farthest = 4
/** How many bytes in front a check value may leave out. */
const heads = [1, 0, 2, 3]
/** How many bytes between what is covered and the check value: a `*`, an end mark. */
const between = [0, 1, 2]

/**
 * The check value of some frames, if all of them have one. The plainest that holds for every frame is taken, and only
 * where different values were seen: one value alone fits many sums.
 */
export function* findCheck(frames: readonly Uint8Array[]): Generator<void, CheckSpec | undefined> {
  const shortest = Math.min(...frames.map(({ length }) => length))
  for (const [index, spec] of candidates(shortest).entries()) {
    if (holdsFor(spec, frames) && isProven(spec, frames)) return spec
    if (index % atOnce === atOnce - 1) yield
  }
  return undefined
}

/** So many are tried in one step. */
const atOnce = 64

function holdsFor(spec: CheckSpec, frames: readonly Uint8Array[]): boolean {
  return frames.every((frame) => checkHolds(spec, frame))
}

/** Two values of one byte, or one of two bytes, are not by chance; of an odd place more must be seen. */
function isProven(spec: CheckSpec, frames: readonly Uint8Array[]): boolean {
  const { at = 0 } = spec
  const places = frames.map((frame) =>
    Buffer.from(frame.subarray(frame.length + at, frame.length + at + checkSize(spec))),
  )
  const values = new Set(places.map((place) => place.toString('hex'))).size
  const isWide = spec.alg.startsWith('crc16') || spec.alg === 'crc32'
  const [from = 0, to = 0] = spec.over
  const isOdd = !isWide && (to !== at || (from ?? 0) > 1)
  return (
    values >= (isOdd ? 4 : 2) || (isWide && values === 1 && places.some((place) => place.some((byte) => byte !== 0)))
  )
}

let known: readonly CheckSpec[] | undefined

/** Every check value that is tried, plainest first, with offsets from the end. */
function candidates(shortest: number): readonly CheckSpec[] {
  known ??= allChecks()
  return known.filter(({ at = 0, over: [from = 0, to = 0] }) => -at < shortest && (from ?? 0) - (to ?? 0) < shortest)
}

function allChecks(): readonly CheckSpec[] {
  const tails = Array.from({ length: farthest + 1 }, (_, tail) => tail)
  return tails.flatMap((tail) =>
    between.flatMap((gap) => heads.flatMap((head) => algorithms.flatMap((alg) => written(alg, tail, gap, head)))),
  )
}

function written(alg: (typeof algorithms)[number], tail: number, gap: number, head: number): readonly CheckSpec[] {
  const forms = checkForms.filter((form) => form !== 'le' || checkWidth(alg) > 1)
  return forms.flatMap((form) => {
    const size = checkWidth(alg) * (form === 'be' || form === 'le' ? 1 : 2)
    const at = -tail - size
    const spec: CheckSpec = { alg, over: [head, at - gap], at, ...(form === 'be' ? {} : { as: form }) }
    const isSimple = alg === 'xor8' || alg === 'sum8'
    return [
      spec,
      ...(isSimple ? [{ ...spec, init: 0xff }] : []),
      ...(form === 'hex' ? [{ ...spec, view: 'hex-decoded' as const }] : []),
    ]
  })
}
