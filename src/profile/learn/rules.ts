import type { Sighting } from './frames.ts'
import type { Part } from './meanings.ts'
import type { Scene } from './scene.ts'
import { HexNumber, type Tree } from './yaml.ts'

/** The rules of a profile: chatter that is left out, then the frames that tell of keys. */
export function rulesOf({ chatter }: Scene, parts: readonly Part[]): readonly Tree[] {
  const told = parts.map(({ strokes }) => framesOf(strokes))
  const kinds = [...Map.groupBy(chatter, kindOf).values()]
  const ignored = kinds.flatMap((kind) => tellApart(told.flat(), kind).chatter ?? [])
  const rules = ignored.map((when, index) => ({ id: `chatter-${index + 1}`, when, ignore: true }))
  const keys = parts.map((part, index) => {
    const others = told.filter((_, at) => at !== index)
    return ruleOf(part, index, whenOf(told[index] ?? [], [...kinds, ...others]))
  })
  return [...rules, ...keys]
}

function ruleOf({ meaning: { fields, emit } }: Part, index: number, when: Tree | undefined): Tree {
  const id = index === 0 ? 'keys' : `keys-${index + 1}`
  return { id, ...(when ? { when } : {}), ...(fields ? { fields } : {}), emit: [...emit] }
}

function whenOf(told: readonly Sighting[], others: readonly (readonly Sighting[])[]): Tree | undefined {
  const apart = others.map((other) => tellApart(told, other).keys)
  const at = atOf(apart)
  const when: Tree = { ...Object.assign({}, ...apart), at }
  return Object.values(when).some((value) => value !== undefined) ? when : undefined
}

/** The frames that tell of the keys of a part. */
function framesOf(strokes: Part['strokes']): readonly Sighting[] {
  return strokes.flatMap(({ press, release }) => [press, ...(release ? [release] : [])])
}

function atOf(whens: readonly Tree[]): Tree | undefined {
  const at: Tree = Object.assign({}, ...whens.map((when) => when.at ?? {}))
  return Object.keys(at).length > 0 ? at : undefined
}

function kindOf({ framer, report, frame }: Sighting): string {
  return `${framer}:${report}:${frame.length}:${frame[0]}`
}

/** The first thing by which some frames differ from all others: form, then a byte that is always the same. */
function tellApart(told: readonly Sighting[], chatter: readonly Sighting[]): { keys: Tree; chatter: Tree | undefined } {
  for (const [name, read] of forms) {
    const [mine, theirs] = [sameOf(told.map(read)), sameOf(chatter.map(read))]
    if (mine !== undefined && theirs !== undefined && mine !== theirs)
      return { keys: { [name]: mine }, chatter: { [name]: theirs } }
  }
  const shortest = Math.min(...[...told, ...chatter].map(({ frame }) => frame.length))
  const places = Array.from({ length: shortest }, (_, at) => at)
  const mineAt = (at: number) => sameOf(told.map(({ frame }) => frame[at] ?? 0))
  const at = places.find((place) => {
    const mine = mineAt(place)
    return mine !== undefined && chatter.every(({ frame }) => frame[place] !== mine)
  })
  if (at === undefined) return { keys: {}, chatter: sizeApart(told, chatter) }
  const theirs = sameOf(chatter.map(({ frame }) => frame[at] ?? 0))
  const test = (byte: number) => ({ at: { [at]: new HexNumber(byte) } })
  return { keys: test(mineAt(at) ?? 0), chatter: theirs === undefined ? undefined : test(theirs) }
}

const forms: readonly (readonly [string, (one: Sighting) => string | number])[] = [
  ['frame', ({ framer }) => framer],
  ['report', ({ report }) => report],
  ['len', ({ frame }) => frame.length],
]

function sizeApart(told: readonly Sighting[], chatter: readonly Sighting[]): Tree | undefined {
  const size = sameOf(chatter.map(({ frame }) => frame.length))
  return size !== undefined && told.every(({ frame }) => frame.length !== size) ? { len: size } : undefined
}

function sameOf<T>(values: readonly T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined
}
