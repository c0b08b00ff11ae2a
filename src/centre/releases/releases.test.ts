import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fakeClock, keptLog } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { until } from '../../../test/support/wait.ts'
import type { DeskState, ReleasesMessage } from '../../contract/index.ts'
import { type Platform, packBundle } from '../../update/index.ts'

import { releaseToDesks } from './release-desks.ts'
import { announcementOf, openReleaseShelf } from './shelf.ts'
import { isTooMany, tallyOf } from './tally.ts'

const key = generateKeyPairSync('ed25519').privateKey

/** A bundle in a file. */
function bundleFile(version: string, issue: number, platform: Platform = 'any'): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.txt'), version)
  const file = join(temporaryFolder(), 'x.update')
  const release = {
    part: 'program',
    version,
    minimumVersion: '1.0.0',
    platform,
    issue,
    madeAt: '2026-11-22T00:00:00Z',
    expires: '2027-11-22T00:00:00Z',
  } as const
  writeFileSync(file, packBundle({ release, folder, keys: [key], quality: 1 }))
  return file
}

/** Desks that say these things of release 1. */
const desksThat = (...states: readonly ('installed' | 'failed' | 'waiting')[]) =>
  states.map((state, index) => ({
    desk: `vinh-long/quay-${index}`,
    online: true,
    seen: 0,
    state: {
      online: true,
      version: '1.0.0',
      updates: [{ part: 'program', issue: 1, version: '1.1.0', state }],
    } satisfies DeskState,
  }))

describe('the releases of a centre', () => {
  it('go to nobody at first, then to as many as somebody says, and are kept over a restart', async () => {
    const folder = temporaryFolder()
    const { id, percent } = await openReleaseShelf(folder).add(bundleFile('1.1.0', 1))
    expect([id, percent]).toEqual(['program-1.1.0-1-any', 0])
    openReleaseShelf(folder).wave(id, 10, 20)
    expect(openReleaseShelf(folder).list()).toMatchObject([{ id, percent: 10, limit: 20, stopped: null }])
    openReleaseShelf(folder).stop(id)
    expect(openReleaseShelf(folder).list()).toMatchObject([{ id, percent: 0 }])
    expect(() => openReleaseShelf(folder).wave('program-9.9.9-9-any', 10)).toThrow('DB-UPD-021')
  })

  it('are announced as the newest of each system', async () => {
    const shelf = openReleaseShelf(temporaryFolder())
    for (const [version, issue, platform] of [
      ['1.1.0', 1, 'linux-x64'],
      ['1.2.0', 2, 'linux-x64'],
      ['1.1.0', 1, 'win32-x64'],
    ] as const) {
      await shelf.add(bundleFile(version, issue, platform))
    }
    const { releases } = announcementOf(shelf.list(), 'http://centre.test:8088/', 0)
    expect(releases.map(({ url }) => url).sort()).toEqual([
      'http://centre.test:8088/releases/program-1.1.0-1-win32-x64.update',
      'http://centre.test:8088/releases/program-1.2.0-2-linux-x64.update',
    ])
  })

  it('are stopped when too many of those that tried have failed', () => {
    const release = { manifest: JSON.stringify({ part: 'program', issue: 1 }) }
    const tally = tallyOf(release, desksThat('installed', 'failed', 'waiting', 'installed'))
    expect(tally).toEqual({ installed: 2, failed: 1, underWay: 1 })
    expect([isTooMany(tally, 33), isTooMany(tally, 34)]).toEqual([true, false])
    expect(isTooMany({ installed: 0, failed: 0, underWay: 9 }, 0)).toBe(false)
  })

  it('are told to the desks, and told anew when a wave was stopped', async () => {
    const shelf = openReleaseShelf(temporaryFolder())
    const { id } = await shelf.add(bundleFile('1.1.0', 1))
    shelf.wave(id, 50)
    const clock = fakeClock()
    const log = keptLog()
    const told: ReleasesMessage[] = []
    let desks = desksThat('installed', 'waiting')
    const centre = {
      desks: async () => desks,
      async announceReleases(_: string, message: ReleasesMessage) {
        told.push(message)
      },
    }
    const releasing = releaseToDesks({ shelf, centre, url: 'http://centre.test/', spread: 0, clock, log })
    onTestFinished(() => releasing.stop())
    const percents = () => told.map(({ releases }) => releases[0]?.percent)
    await until('it is told', () => told.length === 1)
    desks = desksThat('installed', 'failed')
    await until('it is stopped', () => {
      clock.advance(3_000)
      return told.length === 2
    })
    expect(percents()).toEqual([50, 0])
    expect(shelf.list()).toMatchObject([{ stopped: { failed: 1, tried: 2 } }])
    expect(log.lines.some(({ fields }) => fields.code === 'DB-UPD-022')).toBe(true)
  })
})
