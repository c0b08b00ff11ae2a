import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { describe, expect, it, onTestFinished } from 'vitest'
import { centreFile, openCentre, openSqliteStore, restoreBackup, type SqliteStore } from '../../src/centre/index.ts'
import { deskTopics, type Receipt } from '../../src/contract/index.ts'
import { startCentreDesk } from '../support/centre-desk.ts'
import { keptLog } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { centre as account, startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'

const credentials = { username: account.name, password: account.password }
const patient = 90_000

/** A centre over a folder that notes each effect in its own database. */
async function startCentre(url: string, folder: string) {
  const store = await openSqliteStore({
    folder,
    effect: ({ id }, _, transaction) => transaction.run('INSERT INTO effects (id) VALUES (?)', id),
  })
  await store.database.exec('CREATE TABLE IF NOT EXISTS effects (id TEXT)')
  const log = keptLog()
  const centre = openCentre({ broker: { url, clientId: 'centre', ...credentials }, store, log })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= centre.stop().then(() => store.close()))
  onTestFinished(stop)
  return { store, log, stop }
}

const effects = async (store: SqliteStore) =>
  (await store.database.all('SELECT id FROM effects ORDER BY rowid')).map(({ id }) => String(id))

async function retainedReceipt(url: string): Promise<() => Receipt | undefined> {
  const client = await connectAsync(url, { ...credentials, protocolVersion: 5 })
  onTestFinished(() => client.endAsync(true))
  let receipt: Receipt | undefined
  client.on('message', (_, payload) => {
    receipt = JSON.parse(payload.toString()) as Receipt
  })
  await client.subscribeAsync(deskTopics('vinh-long', 'quay-05').receipts, { qos: 1 })
  return () => receipt
}

describe.runIf(has('mosquitto'))('a centre whose database was restored from a backup', () => {
  it(
    'has every fact once again, because it asks the desk for what it lost',
    async () => {
      const { url } = await startMosquitto()
      const [folder, backup] = [temporaryFolder(), join(temporaryFolder(), 'nightly.db')]
      const before = await startCentre(url, folder)
      const desk = await startCentreDesk(url)
      await desk.accept(100)
      await desk.untilReceipted(patient)
      await before.store.backup(backup)
      await desk.accept(200)
      await desk.untilReceipted(patient)
      await before.stop()

      await restoreBackup(backup, folder, centreFile)
      const after = await startCentre(url, folder)
      expect(await effects(after.store)).toEqual(desk.accepted.slice(0, 100))
      await until('the centre has all of it', async () => (await effects(after.store)).length >= 300, patient)
      await desk.accept(5)
      await desk.untilReceipted(patient)
      expect(await effects(after.store)).toEqual(desk.accepted)
      expect(after.log.lines.filter(({ fields }) => fields.code === 'DB-CTR-014')).toHaveLength(1)
      const receipt = await retainedReceipt(url)
      await until('the retained receipt is the newest', () => receipt()?.upTo === 305)
      expect(await after.store.gaps()).toEqual([])
    },
    patient,
  )
})
