import { describe, expect, it } from 'vitest'
import {
  type Choice,
  type Current,
  choose,
  fresh,
  givenUp,
  type Installed,
  mostTries,
  proven,
  setBack,
  staged,
  tried,
} from './current.ts'
import { compareVersions } from './version.ts'
import { isInWave } from './wave.ts'

const installed = (version: string, issue: number): Installed => ({
  folder: `program-${version}-${issue}`,
  version,
  issue,
})
const [first, second] = [installed('1.1.0', 1), installed('1.2.0', 2)]
const base = '1.0.0'
const everything = () => true
const whatOf = (choice: Choice) => choice.what?.version ?? 'package'
const afterTries = (current: Current, count: number) =>
  Array.from({ length: count }).reduce<Current>((state) => tried(state), current)

describe('the version that is started', () => {
  it('is that of the package, until another one has proven itself', () => {
    expect(choose(fresh, base, everything)).toEqual({ kind: 'run', what: null })
    const pending = staged(fresh, first)
    expect(choose(pending, base, everything)).toEqual({ kind: 'try', what: first })
    expect(choose(proven(pending), base, everything)).toEqual({ kind: 'run', what: first })
  })

  it(`is the one before, when the new one was started ${mostTries} times and never worked`, () => {
    const pending = staged(proven(staged(fresh, first)), second)
    expect(choose(afterTries(pending, mostTries - 1), base, everything).kind).toBe('try')
    const exhausted = afterTries(pending, mostTries)
    expect(choose(exhausted, base, everything)).toEqual({ kind: 'give-up', what: second, because: 'died' })
    const after = givenUp(exhausted, 'died')
    expect(choose(after, base, everything)).toEqual({ kind: 'run', what: first })
    expect(after).toMatchObject({ highestIssue: 2, failed: { version: '1.2.0', because: 'died' } })
  })

  it('is one whose files are there: the one before, or the package', () => {
    const both = proven(staged(proven(staged(fresh, first)), second))
    expect(whatOf(choose(both, base, ({ version }) => version !== '1.2.0'))).toBe('1.1.0')
    expect(whatOf(choose(both, base, () => false))).toBe('package')
    expect(choose(staged(fresh, first), base, () => false)).toMatchObject({ kind: 'give-up', because: 'missing' })
  })

  it('is that of the package, when a newer package was installed over an update', () => {
    const updated = proven(staged(fresh, first))
    expect(whatOf(choose(updated, '1.0.9', everything))).toBe('1.1.0')
    expect(whatOf(choose(updated, '1.1.0', everything))).toBe('package')
    expect(whatOf(choose(updated, '2.0.0', everything))).toBe('package')
  })
})

describe('going back by hand', () => {
  it('leads to the version before, then to the package, and no further', () => {
    const both = proven(staged(proven(staged(fresh, first)), second))
    const once = setBack(both)
    expect(once && whatOf(choose(once, base, everything))).toBe('1.1.0')
    const twice = once && setBack(once)
    expect(twice && whatOf(choose(twice, base, everything))).toBe('package')
    expect(twice && setBack(twice)).toBeUndefined()
  })

  it('waits while a version is being proven', () => {
    expect(setBack(staged(proven(staged(fresh, first)), second))).toBeUndefined()
  })
})

it('versions are compared by their numbers, and what is none is older than all', () => {
  const sorted = ['1.10.0', '1.9.9', '0.0.1', 'x'].sort(compareVersions)
  expect(sorted).toEqual(['x', '0.0.1', '1.9.9', '1.10.0'])
  expect(compareVersions('1.2.3', '1.2.3')).toBe(0)
})

describe('a wave', () => {
  const desks = Array.from({ length: 2_000 }, (_, index) => `vinh-long/quay-${index}`)
  const inWave = (issue: number, percent: number) =>
    desks.filter((desk) => isInWave(desk, { part: 'program', issue }, percent))

  it('has about its share of the desks, and a wider one has all of the narrower', () => {
    const [tenth, half] = [inWave(1, 10), inWave(1, 50)]
    expect(tenth.length / desks.length).toBeCloseTo(0.1, 1)
    expect(half.length / desks.length).toBeCloseTo(0.5, 1)
    expect(tenth.every((desk) => half.includes(desk))).toBe(true)
    expect([inWave(1, 0).length, inWave(1, 100).length]).toEqual([0, desks.length])
  })

  it('begins with other desks each time', () => {
    expect(inWave(1, 10)).not.toEqual(inWave(2, 10))
  })
})
