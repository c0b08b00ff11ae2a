import { describe, expect, it, onTestFinished } from 'vitest'
import { type CentreOptions, type CentreStore, openCentre, openSqliteStore } from '../../src/centre/index.ts'
import { startCentreDesk } from '../support/centre-desk.ts'
import { temporaryFolder } from '../support/folder.ts'
import { centre as account, startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'

const name = 'vinh-long/quay-05'
const patient = 60_000

async function startCentre(url: string, store: CentreStore, more: Partial<CentreOptions> = {}) {
  const { promise: online, resolve } = Promise.withResolvers<void>()
  const centre = openCentre({
    broker: { url, clientId: 'centre', username: account.name, password: account.password },
    store,
    connected: (now) => now && resolve(),
    ...more,
  })
  onTestFinished(() => centre.stop())
  await online
  return centre
}

async function openStore() {
  const store = await openSqliteStore({ folder: temporaryFolder() })
  onTestFinished(() => store.close())
  return store
}

describe.runIf(has('mosquitto'))('a centre and a real desk over Mosquitto', () => {
  it('knows who is there, and who has gone, also after its own restart', async () => {
    const { url } = await startMosquitto()
    const store = await openStore()
    const first = await startCentre(url, store)
    const desk = await startCentreDesk(url)
    await until('the desk has said how it is', async () => (await first.desks())[0]?.state !== undefined)
    const [presence] = await first.desks()
    expect(presence).toMatchObject({ desk: name, online: true, state: { version: '0.0.0' } })
    await first.stop()
    await desk.link.stop()
    const second = await startCentre(url, store)
    await until('the desk is gone', async () => (await second.desks())[0]?.online === false)
    expect((await second.desks())[0]?.seen).toBeGreaterThanOrEqual(presence?.seen ?? Number.POSITIVE_INFINITY)
  })

  it('gets the result of a command, and an error in time for one to a desk that is not there', async () => {
    const { url } = await startMosquitto()
    const centre = await startCentre(url, await openStore())
    await startCentreDesk(url)
    await until('the desk is there', async () => (await centre.desks())[0]?.online === true)
    const show = { name: 'counter.show', counter: '9', args: { ticket: 'A001' } } as const
    expect(await centre.command(name, show)).toMatchObject({ state: 'refused', error: 'unknown-counter' })
    const replay = { name: 'replay', args: { epoch: 'nobody', from: 1 } } as const
    expect(await centre.command(name, replay)).toMatchObject({ state: 'refused', error: 'unknown-epoch' })
    await expect(centre.command('vinh-long/quay-99', show, { timeout: 200 })).rejects.toMatchObject({
      code: 'DB-CTR-003',
    })
  })

  it(
    'tells a desk at once how far it is when facts were acknowledged and lost with an earlier process',
    async () => {
      const { url } = await startMosquitto()
      const store = await openStore()
      const arrived = new Set<string>()
      const forgetful: CentreStore = {
        ...store,
        take(arrivals) {
          for (const { payload } of arrivals) arrived.add(payload)
          return Promise.reject(new Error('killed before its transaction'))
        },
      }
      const first = await startCentre(url, forgetful)
      const desk = await startCentreDesk(url)
      await desk.accept(40)
      await until('all are acknowledged, and none is stored', () => arrived.size === 40)
      await first.stop()
      await startCentre(url, store)
      await desk.untilReceipted(patient)
      expect((await store.recent(100)).map(({ fact }) => fact.id).reverse()).toEqual(desk.accepted)
    },
    patient,
  )
})
