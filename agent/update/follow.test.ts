import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openReleaseShelf, type ReleaseShelf, serveReleaseFiles } from '../../src/centre/index.ts'
import type { ReleasesMessage } from '../../src/contract/index.ts'
import { isDeskError } from '../../src/core/index.ts'
import { openBundle, readCurrent, updatePlaces } from '../../src/update/index.ts'
import { bundleOf, hashOf, trusted } from '../../src/update/update.fixture.ts'
import { fakeClock, keptLog, seededRandom } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { until } from '../../test/support/wait.ts'
import { Applier, type UpdatedDesk } from './apply.ts'
import { fetchBundle } from './fetch-bundle.ts'
import { Follower } from './follow.ts'
import type { UpdatePolicy } from './policy.ts'

/** A desk of version 1.0.0 that is restarted by nobody, and what it was told to do. */
function newDesk(policy: UpdatePolicy = { mode: 'automatic' }) {
  const places = updatePlaces(temporaryFolder())
  const place = { places, version: '1.0.0', running: '', base: '1.0.0', packageKeys: trusted, keyFile: 'keys' }
  const clock = fakeClock()
  const log = keptLog()
  const seen = { busy: undefined as string | undefined, restarts: 0 }
  const desk: UpdatedDesk = {
    restarts: true,
    busy: () => seen.busy,
    neededProfiles: () => [],
    reload: () => undefined,
    restart: () => seen.restarts++,
  }
  const applier = new Applier(place, clock, log, desk)
  const follower = new Follower({
    place,
    policy,
    desk: 'vinh-long/quay-05',
    applier,
    clock,
    random: seededRandom(1),
    log,
    busy: () => seen.busy,
    ca: () => undefined,
    changed: () => undefined,
  })
  onTestFinished(() => follower.stop())
  const state = (part = 'program') => follower.underWay.get(part)?.state
  const untilInTime = (what: string, holds: () => boolean) =>
    until(what, () => {
      clock.advance(1_000)
      return holds()
    })
  return { places, clock, log, seen, applier, follower, state, untilInTime }
}

/** Bundles on a server that counts what it is asked for, and can hang up in the middle. */
async function serve(bundle: Buffer) {
  const asked: (string | undefined)[] = []
  const faults = { hangUpAfter: Number.POSITIVE_INFINITY }
  const answer = (response: ServerResponse, from: number) => {
    response.writeHead(from > 0 ? 206 : 200, { 'content-range': `bytes ${from}-${bundle.length - 1}/${bundle.length}` })
    const end = Math.min(bundle.length, from + faults.hangUpAfter)
    response.write(bundle.subarray(from, end), () => (end < bundle.length ? response.destroy() : response.end()))
  }
  const server = createServer((request, response) => {
    asked.push(request.headers.range)
    answer(response, Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.update`, asked, faults }
}

async function announced(bundle: Buffer, url: string, percent = 100): Promise<ReleasesMessage> {
  const file = join(temporaryFolder(), 'x.update')
  writeFileSync(file, bundle)
  const open = await openBundle(file)
  await open.close()
  const { signedText: manifest, signatures } = open
  return { releases: [{ manifest, signatures, url, bytes: bundle.length, percent, spread: 0 }] }
}

describe('a bundle on its way', () => {
  const fetchFrom = (url: string, file: string, bytes: number) =>
    fetchBundle({ url, file, bytes, signal: new AbortController().signal })

  it('that was cut off is fetched from there on, byte by byte the same', async () => {
    const bundle = bundleOf({}, { 'a.bin': 'x'.repeat(10), 'b.bin': hashOf('b').repeat(2_000) })
    const { url, asked, faults } = await serve(bundle)
    const file = join(temporaryFolder(), 'part')
    faults.hangUpAfter = Math.ceil(bundle.length / 3)
    const had: number[] = []
    const size = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0
    // A server that hangs up may take some of what it had sent along.
    await until('it is there', async () => {
      had.push(size())
      await fetchFrom(url, file, bundle.length).catch(() => undefined)
      return size() === bundle.length
    })
    await (await openBundle(file)).close()
    expect(had.length).toBeGreaterThan(2)
    expect(asked).toEqual(had.map((bytes) => (bytes === 0 ? undefined : `bytes=${bytes}-`)))
  })

  it('never takes more room than was announced', async () => {
    const { url } = await serve(Buffer.alloc(100_000))
    const file = join(temporaryFolder(), 'part')
    await expect(fetchFrom(url, file, 1_000)).rejects.toSatisfy((error) => isDeskError(error, 'DB-UPD-015'))
    expect(statSync(file).size).toBeLessThanOrEqual(1_000)
  })

  it('comes from the centre, also in parts, and nothing else does', async () => {
    const { shelf, id, url, bundle } = await centreWith(bundleOf())
    const whole = await fetch(`${url}releases/${id}.update`)
    expect(Buffer.from(await whole.arrayBuffer()).equals(bundle)).toBe(true)
    const part = await fetch(`${url}releases/${id}.update`, { headers: { range: 'bytes=100-' } })
    expect([part.status, Buffer.from(await part.arrayBuffer()).equals(bundle.subarray(100))]).toEqual([206, true])
    const wrong = ['releases/releases.json', 'releases/..%2freleases.json', 'releases/x-1.0.0-1-any.update', '']
    expect(await Promise.all(wrong.map(async (path) => (await fetch(url + path)).status))).toEqual([404, 404, 404, 404])
    expect((await fetch(`${url}releases/${id}.update`, { headers: { range: 'bytes=9999999-' } })).status).toBe(416)
    expect(shelf.list()).toHaveLength(1)
  })
})

describe('what the centre announces', () => {
  it('is fetched and applied, and the program starts anew when nobody is served', async () => {
    const bundle = bundleOf()
    const { url } = await serve(bundle)
    const { follower, places, seen, untilInTime, state } = newDesk()
    seen.busy = '5: service'
    follower.releases(await announced(bundle, url))
    await untilInTime('it waits', () => state() === 'waiting')
    expect(readCurrent(places).value.pending).toBeNull()
    seen.busy = undefined
    await untilInTime('it starts anew', () => seen.restarts > 0)
    expect(readCurrent(places).value.pending).toMatchObject({ version: '1.1.0' })
  })

  it('waits for the hours of the site', async () => {
    const bundle = bundleOf()
    const { url } = await serve(bundle)
    // The fake day begins at 08:00 in Viet Nam.
    const { follower, places, untilInTime, state, clock } = newDesk({ mode: 'automatic', hours: '18:00-06:00' })
    follower.releases(await announced(bundle, url))
    await untilInTime('it waits', () => state() === 'waiting')
    clock.advance(3_600_000)
    expect(readCurrent(places).value.pending).toBeNull()
    clock.advance(9 * 3_600_000)
    await untilInTime('it is applied', () => readCurrent(places).value.pending !== null)
  })

  it('waits for the word of a person where the site wants that', async () => {
    const bundle = bundleOf()
    const { url } = await serve(bundle)
    const { follower, applier, places, untilInTime, state, clock } = newDesk({ mode: 'ask' })
    follower.releases(await announced(bundle, url))
    await untilInTime('it waits', () => state() === 'waiting')
    clock.advance(86_400_000)
    expect(readCurrent(places).value.pending).toBeNull()
    const [file = ''] = follower.waiting
    await applier.apply(file)
    expect(readCurrent(places).value.pending).not.toBeNull()
  })

  it('is not even asked for by a desk that is in no wave, has switched updates off, or has seen newer', async () => {
    const bundle = bundleOf()
    const { url, asked } = await serve(bundle)
    for (const [policy, percent] of [
      ['automatic', 0],
      ['off', 100],
    ] as const) {
      const { follower, clock } = newDesk({ mode: policy })
      follower.releases(await announced(bundle, url, percent))
      clock.advance(3_600_000)
    }
    const foreign = await announced(bundle, url)
    const [release] = foreign.releases
    const { follower, clock } = newDesk()
    if (release) follower.releases({ releases: [{ ...release, manifest: release.manifest.replace('1.1.0', '1.1.1') }] })
    clock.advance(3_600_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toEqual([])
  })

  it('is told as failed and tried again later when the bytes are not what was signed', async () => {
    const bundle = bundleOf()
    const spoilt = Buffer.from(bundle)
    spoilt[bundle.length - 5] = (spoilt[bundle.length - 5] ?? 0) ^ 1
    const { url, asked } = await serve(spoilt)
    const { follower, state, untilInTime, clock, places } = newDesk()
    follower.releases(await announced(bundle, url))
    await untilInTime('it failed', () => state() === 'failed')
    await untilInTime('it was fetched once more', () => asked.length >= 2)
    await untilInTime('it failed again', () => state() === 'failed')
    clock.advance(7_200_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect([asked.length, readCurrent(places).value.pending]).toEqual([2, null])
  })
})

/** The files of a centre with one bundle. */
async function centreWith(bundle: Buffer): Promise<{ shelf: ReleaseShelf; id: string; url: string; bundle: Buffer }> {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'in'))
  const file = join(folder, 'in', 'x.update')
  writeFileSync(file, bundle)
  const shelf = openReleaseShelf(folder)
  const { id } = await shelf.add(file)
  const files = await serveReleaseFiles(shelf, '127.0.0.1', 0)
  onTestFinished(() => files.stop())
  return { shelf, id, url: `http://127.0.0.1:${files.port}/`, bundle }
}
