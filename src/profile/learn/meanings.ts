import { bitMeanings } from './bits.ts'
import { type Body, type Reading, readingsOf } from './readings.ts'
import { type Stroke, volatilePlaces } from './scene.ts'
import { keyboardMeanings } from './strokes.ts'
import type { TraceLink } from './trace.ts'
import type { Tree } from './yaml.ts'

/** One explanation of frames: the fields and events of the rule that takes them. */
export interface Meaning {
  readonly fields?: Tree
  readonly emit: readonly Tree[]
  /** Whether a key that is released says so. */
  readonly releases: boolean
}

/** Keys whose frames have one form, and what those frames mean. */
export interface Part {
  readonly strokes: readonly Stroke[]
  readonly meaning: Meaning
}

/** Explanations of some strokes that have one form, simplest first. */
export function meaningsOf(strokes: readonly Stroke[], link: TraceLink, body: Body): readonly Meaning[] {
  const places = volatilePlaces(strokes)
  const isReleased = strokes.every(({ release }) => release !== undefined)
  if (link.kind === 'keyboard') return keyboardMeanings(strokes)
  const readings = readingsOf(framesOf(strokes), body)
  if (!isReleased) return codeMeanings(strokes, readings)
  return [
    ...bitMeanings(strokes, places, body),
    ...stateMeanings(strokes, readings),
    ...levelMeanings(strokes, readings),
    ...edgeMeanings(strokes, readings),
  ]
}

function framesOf(strokes: readonly Stroke[]): readonly Uint8Array[] {
  return strokes.flatMap(({ press, release }) => [press.frame, ...(release ? [release.frame] : [])])
}

/** Presses alone: one value per key. */
function codeMeanings(strokes: readonly Stroke[], readings: readonly Reading[]): readonly Meaning[] {
  const pressed = strokes.map(({ key, press }) => ({ key, frame: press.frame }))
  return readings.flatMap((reading) => {
    const codes = tellsApart(reading, pressed)
    if (!codes) return []
    const key = { map: 'code', to: mapOf(reading, codes) }
    return [
      { fields: { ...reading.fields('code'), key }, emit: [{ event: 'press', data: { key: 'key' } }], releases: false },
    ]
  })
}

/** One value says which key, another one whether it went down or up. */
function stateMeanings(strokes: readonly Stroke[], readings: readonly Reading[]): readonly Meaning[] {
  const all = strokes.flatMap(({ key, press, release }) => [
    { key, frame: press.frame },
    ...(release ? [{ key, frame: release.frame }] : []),
  ])
  const states = readings.flatMap((reading) => {
    const down = sameIn(
      reading,
      strokes.map(({ press }) => press.frame),
    )
    const up = sameIn(
      reading,
      strokes.flatMap(({ release }) => release?.frame ?? []),
    )
    return down === undefined || up === undefined || down === up ? [] : [{ reading, down, up }]
  })
  const state = states[0]
  if (!state) return []
  return readings.flatMap((reading) => {
    const codes = reading === state.reading ? undefined : tellsApart(reading, all)
    return codes ? [stateMeaning(reading, codes, state)] : []
  })
}

interface State {
  readonly reading: Reading
  readonly down: string
  readonly up: string
}

function stateMeaning(reading: Reading, codes: Codes, state: State): Meaning {
  const event = (name: string, value: string) => ({
    event: name,
    if: `state == ${state.reading.literal(value)}`,
    data: { key: 'key' },
  })
  return {
    fields: {
      ...reading.fields('code'),
      key: { map: 'code', to: mapOf(reading, codes) },
      ...state.reading.fields('state'),
    },
    emit: [event('press', state.down), event('release', state.up)],
    releases: true,
  }
}

/** A value that names the key while it is down, and is the same for all when none is. */
function levelMeanings(strokes: readonly Stroke[], readings: readonly Reading[]): readonly Meaning[] {
  const pressed = strokes.map(({ key, press }) => ({ key, frame: press.frame }))
  return readings.flatMap((reading) => {
    const codes = tellsApart(reading, pressed)
    const rest = sameIn(
      reading,
      strokes.flatMap(({ release }) => release?.frame ?? []),
    )
    const at = placeOf(reading)
    if (!codes || rest === undefined || at === undefined || [...codes.values()].includes(rest)) return []
    // What the language calls the keys of a keyboard is any list of codes; its lowest are errors.
    if ([...codes.values()].some((code) => Number(code) <= 3)) return []
    return [{ emit: [{ keys: { from: [at, at + 1], map: mapOf(reading, codes) } }], releases: true }]
  })
}

function placeOf(reading: Reading): number | undefined {
  const { at } = reading.fields('at') as { readonly at?: { readonly u8?: number } }
  return at?.u8 !== undefined && at.u8 >= 0 ? at.u8 : undefined
}

/** A value of its own for the press and for the release of each key. */
function edgeMeanings(strokes: readonly Stroke[], readings: readonly Reading[]): readonly Meaning[] {
  const both = strokes.flatMap(({ key, press, release }) => [
    { key: `press ${key}`, frame: press.frame },
    ...(release ? [{ key: `release ${key}`, frame: release.frame }] : []),
  ])
  return readings.flatMap((reading) => {
    const codes = tellsApart(reading, both)
    if (!codes) return []
    const only = (role: string) =>
      new Map([...codes].flatMap(([key, value]) => (key.startsWith(role) ? [[key.slice(role.length), value]] : [])))
    const fields = {
      ...reading.fields('code'),
      down: { map: 'code', to: mapOf(reading, only('press ')), else: '' },
      up: { map: 'code', to: mapOf(reading, only('release ')), else: '' },
    }
    const emit = [
      { event: 'press', if: "down != ''", data: { key: 'down' } },
      { event: 'release', if: "up != ''", data: { key: 'up' } },
    ]
    return [{ fields, emit, releases: true }]
  })
}

/** What stands for each key. */
type Codes = ReadonlyMap<string, string>

/** One value per key, the same each time, different from those of all others. */
function tellsApart(
  reading: Reading,
  seen: readonly { readonly key: string; readonly frame: Uint8Array }[],
): Codes | undefined {
  const codes = new Map<string, string>()
  for (const { key, frame } of seen) {
    const value = reading.value(frame)
    if (value === undefined || (codes.get(key) ?? value) !== value) return undefined
    codes.set(key, value)
  }
  return new Set(codes.values()).size === codes.size ? codes : undefined
}

function sameIn(reading: Reading, frames: readonly Uint8Array[]): string | undefined {
  const values = new Set(frames.map((frame) => reading.value(frame)))
  return values.size === 1 ? [...values][0] : undefined
}

function mapOf(reading: Reading, codes: Codes): Tree {
  return Object.fromEntries([...codes].map(([key, value]) => [reading.mapKey(value), key]))
}
