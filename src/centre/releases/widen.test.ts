import { expect, it } from 'vitest'
import type { ReleaseEntry } from './shelf.ts'
import { widenWaves } from './widen.ts'

const entry = (issue: number, news: Partial<ReleaseEntry> = {}): ReleaseEntry => ({
  id: `program-1.${issue}.0-${issue}-linux-x64`,
  manifest: JSON.stringify({ part: 'program', platform: 'linux-x64', issue }),
  signatures: [],
  bytes: 1,
  percent: 0,
  limit: 10,
  stopped: null,
  ...news,
})

function shelfOf(...entries: readonly ReleaseEntry[]) {
  let releases = entries
  const wave = (id: string, percent: number) => {
    releases = releases.map((one) => (one.id === id ? { ...one, percent } : one))
    return releases.find((one) => one.id === id) as ReleaseEntry
  }
  return { list: () => releases, wave }
}

it('a wave grows step by step to all desks, and only the newest one', () => {
  const shelf = shelfOf(entry(2), entry(1))
  const percents = () => shelf.list().map(({ percent }) => percent)
  for (const percent of [10, 50, 100]) {
    expect(widenWaves(shelf)).toHaveLength(1)
    expect(percents()).toEqual([percent, 0])
  }
  expect(() => widenWaves(shelf)).toThrow('DB-FLT-016')
})

it('a wave that stopped because desks failed is not begun again', () => {
  expect(() => widenWaves(shelfOf(entry(2, { stopped: { failed: 2, tried: 9 } })))).toThrow('DB-FLT-016')
})
