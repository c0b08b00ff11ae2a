import type { Sighting } from './frames.ts'
import { asked, type Phase } from './trace.ts'

/** One press of a key: the frame that tells of it, and the one that tells of its release where there is one. */
export interface Stroke {
  readonly key: string
  readonly press: Sighting
  readonly release: Sighting | undefined
}

/** What the frames of a recording are good for. */
export interface Scene {
  readonly strokes: readonly Stroke[]
  /** What the device says by itself, apart from what also tells of a release. */
  readonly chatter: readonly Sighting[]
  /** The longest time between two frames of one press, where a key repeats itself; else 0. */
  readonly repeatMs: number
}

/** More values than this in one place, while nobody does anything, are a counter. */
const fewValues = 2

/** How a recording may be read: with releases that look like rest, and with those only that do not. */
export function scenesOf(phases: readonly Phase[], sightings: readonly Sighting[]): readonly Scene[] {
  const idle = sightings.filter(({ phase }) => phases[phase]?.kind === 'idle')
  const isIdle = idleTest(idle)
  const restful = strokesOf(phases, sightings, isIdle, (frames, press) =>
    frames.findLast((one) => isSameKind(one, press)),
  )
  const strict = strokesOf(phases, sightings, isIdle, (frames, press) => lastNews(frames, press, isIdle))
  const repeatMs = repeatOf(phases, sightings, isIdle)
  const scenes = [restful, strict].filter(
    (strokes) => strokes !== undefined && isEven(strokes),
  ) as (readonly Stroke[])[]
  return scenes.map((strokes) => ({ strokes, chatter: idle.filter((one) => !isRest(one, strokes)), repeatMs }))
}

type PickRelease = (frames: readonly Sighting[], press: Sighting) => Sighting | undefined

function strokesOf(
  phases: readonly Phase[],
  sightings: readonly Sighting[],
  isIdle: (one: Sighting) => boolean,
  pick: PickRelease,
): readonly Stroke[] | undefined {
  const strokes = asked(phases).map(({ key, press: down, release: up }): Stroke | undefined => {
    const pressed = sightings.filter(({ phase }) => phase === down)
    const first = pressed.findIndex((one) => !isIdle(one))
    const press = pressed[first]
    if (!press) return undefined
    const after = pressed.slice(first + 1)
    return { key, press, release: pick([...after, ...sightings.filter(({ phase }) => phase === up)], press) }
  })
  return strokes.includes(undefined) ? undefined : (strokes as readonly Stroke[])
}

/** The last frame that is neither rest nor the press once more. */
function lastNews(
  frames: readonly Sighting[],
  press: Sighting,
  isIdle: (one: Sighting) => boolean,
): Sighting | undefined {
  const news = frames.filter((one) => !isIdle(one)).at(-1)
  return news && Buffer.compare(news.frame, press.frame) !== 0 ? news : undefined
}

/** Either every press has its release, or none has: a device tells both or it does not. */
function isEven(strokes: readonly Stroke[]): boolean {
  return new Set(strokes.map(({ release }) => release === undefined)).size === 1
}

/** Frames of one form: same framer, same report, same length. */
export function isSameKind(a: Sighting, b: Sighting): boolean {
  return a.framer === b.framer && a.report === b.report && a.frame.length === b.frame.length
}

/** The strokes by the form of their frames; lines of text are one form, however long. */
export function formsOf(strokes: readonly Stroke[], isFixed: boolean): readonly (readonly Stroke[])[] {
  const formOf = ({ press: { framer, report, frame } }: Stroke) =>
    isFixed ? `${framer}:${report}:${frame.length}` : `${framer}:${report}`
  return [...Map.groupBy(strokes, formOf).values()]
}

/** Whether a frame is one that also comes while nobody does anything, apart from counters. */
function idleTest(idle: readonly Sighting[]): (one: Sighting) => boolean {
  return (one) => {
    const same = idle.filter((other) => isSameKind(other, one))
    if (same.length === 0) return false
    return one.frame.every((byte, at) => {
      const values = new Set(same.map(({ frame }) => frame[at]))
      return values.has(byte) || values.size > fewValues
    })
  }
}

/** Whether an idle frame says what a release says: all that is the same in every release is the same in it. */
function isRest(one: Sighting, strokes: readonly Stroke[]): boolean {
  const releases = strokes
    .flatMap(({ release }) => (release ? [release] : []))
    .filter((other) => isSameKind(other, one))
  const [first] = releases
  if (!first) return false
  return one.frame.every(
    (byte, at) => byte === first.frame[at] || releases.some(({ frame }) => frame[at] !== first.frame[at]),
  )
}

function repeatOf(
  phases: readonly Phase[],
  sightings: readonly Sighting[],
  isIdle: (one: Sighting) => boolean,
): number {
  const gaps = asked(phases).flatMap(({ press }) => {
    const news = sightings.filter((one) => one.phase === press && !isIdle(one))
    return news.slice(1).map(({ at }, index) => at - (news[index]?.at ?? at))
  })
  return Math.max(0, ...gaps)
}

/** The places in which frames of one key and one role differ: counters, clocks, check values. */
export function volatilePlaces(strokes: readonly Stroke[]): ReadonlySet<number> {
  const places = new Set<number>()
  for (const ofKey of Map.groupBy(strokes, ({ key }) => key).values()) {
    for (const role of ['press', 'release'] as const) {
      const frames = ofKey.flatMap((stroke) => stroke[role]?.frame ?? [])
      const [first = new Uint8Array()] = frames
      for (const at of first.keys()) if (frames.some((frame) => frame[at] !== first[at])) places.add(at)
    }
  }
  return places
}
