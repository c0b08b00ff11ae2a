import { expect, test } from 'vitest'
import { fakeClock } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { application, startApiDesk } from './desk.ts'

test('T34: ten thousand codes, fifty at a time, across restarts: five are looked at', {
  timeout: 240_000,
}, async () => {
  const folder = temporaryFolder()
  const clock = fakeClock()
  let guess = 0
  const statuses = new Map<number, number>()
  for (let life = 0; life < 5; life++) {
    const desk = await startApiDesk({ folder, clock })
    await desk.post('pair', {}, { origin: application })
    for (let round = 0; round < 40; round++) {
      const answers = Array.from({ length: 50 }, () => {
        const code = String(guess++).padStart(8, '0')
        return desk.post('pair-confirm', { code }, { origin: application })
      })
      for (const { status } of await Promise.all(answers)) statuses.set(status, (statuses.get(status) ?? 0) + 1)
      clock.advance(20)
    }
    expect(desk.access.alarms().map(({ code }) => code)).toEqual(['DB-DSK-023'])
    expect(desk.access.pairings()).toEqual([])
    await desk.server.stop()
  }
  expect(Object.fromEntries(statuses)).toEqual({ 403: 5, 429: 9_995 })
})

test('T34: whoever stops and starts the desk between tries has no more of them', async () => {
  const folder = temporaryFolder()
  const clock = fakeClock()
  const statuses: number[] = []
  for (let life = 0; life < 8; life++) {
    const desk = await startApiDesk({ folder, clock })
    await desk.post('pair', {}, { origin: application })
    statuses.push((await desk.post('pair-confirm', { code: '00000000' }, { origin: application })).status)
    await desk.server.stop()
  }
  expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429, 429])
})

test('T34: a lock of one application is not a lock of another, nor of our own page', async () => {
  const other = 'https://other.test'
  const desk = await startApiDesk({ origins: [application, other], clock: fakeClock() })
  await desk.post('pair', {}, { origin: application })
  for (let tries = 0; tries < 6; tries++) await desk.post('pair-confirm', { code: '00000000' }, { origin: application })
  expect((await desk.post('pair', {}, { origin: application })).status).toBe(429)
  expect(await desk.pair(other)).toHaveLength(43)
  expect((await desk.post('press', { key: 'x' }, { origin: desk.server.url.slice(0, -1) })).status).toBe(200)
})
