import { generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fakeClock, keptLog } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { until } from '../../../test/support/wait.ts'
import type { DeskState, Provisioning } from '../../contract/index.ts'
import { configurationKeyOf, openProvisioning } from '../../provision/index.ts'
import { openSqliteStore } from '../sqlite/store.ts'
import { recentPushes, recordPush } from './books.ts'
import { configurationKey, configurationKeyFile } from './key.ts'
import { sendConfigurations } from './sending.ts'

const desks = ['quay-01', 'quay-02', 'quay-03', 'quay-04'].map((name) => `vinh-long/${name}`)
const pair = generateKeyPairSync('ed25519')
const known = configurationKeyOf(pair.publicKey)
const signer = { keyId: known.id, sign: (bytes: Uint8Array) => sign(null, bytes, pair.privateKey) }

async function openBooks() {
  const store = await openSqliteStore({ folder: temporaryFolder() })
  onTestFinished(() => store.close())
  return store.database
}

type Books = Awaited<ReturnType<typeof openBooks>>

const push = (books: Books, first: number, of: readonly string[] = desks, told = 0) =>
  recordPush(books, {
    desks: of.map((desk) => ({ desk, content: `desk: ${desk}\n` })),
    first,
    signer,
    now: Date.UTC(2026, 10, 22, 1),
    told,
    way: 'send',
  })

/** A centre that sends, on a clock that is told the time; desks answer what the test says. */
function startSending(books: Books) {
  const clock = fakeClock()
  const sent: Provisioning[] = []
  const line = { isCut: false }
  const sender = sendConfigurations({
    database: books,
    clock,
    log: keptLog(),
    async send(_, message) {
      if (line.isCut) throw new Error('no connection')
      sent.push(message)
    },
  })
  onTestFinished(() => sender.stop())
  sender.connected(true)
  return {
    sender,
    line,
    sentTo: () => sent.map(({ desk, revision }) => `${desk.slice(-2)} ${revision}`),
    says(desk: number, provision: NonNullable<DeskState['provision']>) {
      sender.state(desks[desk - 1] ?? '', { online: true, version: '1', provision })
    },
    async untilStates(...wanted: readonly string[]) {
      await until(`the desks are ${wanted.join(', ')}`, async () => {
        clock.advance(1_000)
        const [newest] = await recentPushes(books, 1)
        const states = newest?.desks.map(({ state }) => state).join()
        return states === wanted.join()
      })
    },
    async pushState() {
      return (await recentPushes(books, 1))[0]?.state
    },
  }
}

describe('the key that signs configuration', () => {
  it('is made once, readable for its owner only, and is the same from then on', () => {
    const folder = join(temporaryFolder(), 'centre-data')
    const { keyId, publicKey } = configurationKey(folder)
    expect(configurationKey(folder)).toMatchObject({ keyId, publicKey })
    expect(statSync(join(folder, configurationKeyFile)).mode & 0o777).toBe(0o600)
    expect(configurationKey(join(temporaryFolder(), 'other')).keyId).not.toBe(keyId)
  })

  it('that is damaged is not made anew in silence, since no desk would believe the new one', () => {
    const folder = temporaryFolder()
    configurationKey(folder)
    const file = join(folder, configurationKeyFile)
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40))
    expect(() => configurationKey(folder)).toThrow('DB-PRV-031')
  })
})

describe('a push', () => {
  it('is signed for each desk, under a number above all before and above what desks have told of', async () => {
    const books = await openBooks()
    const [message] = await push(books, 0)
    const reader = { desk: 'vinh-long/quay-01', keys: [known], highest: 0 }
    expect(openProvisioning(message, reader)).toMatchObject({ revision: 1, content: 'desk: vinh-long/quay-01\n' })
    expect((await push(books, 0))[0]?.revision).toBe(2)
    expect((await push(books, 0, desks, 40))[0]?.revision).toBe(41)
    await expect(push(books, 0, [])).rejects.toMatchObject({ code: 'DB-PRV-027' })
  })

  it('goes to the first desks, and to the others when these have it in force', async () => {
    const books = await openBooks()
    await push(books, 2)
    const centre = startSending(books)
    await centre.untilStates('sent', 'sent', 'waiting', 'waiting')
    centre.says(2, { revision: 1 })
    await centre.untilStates('sent', 'applied', 'waiting', 'waiting')
    centre.says(1, { revision: 0, trying: 1 })
    centre.says(1, { revision: 1 })
    await centre.untilStates('applied', 'applied', 'sent', 'sent')
    expect(centre.sentTo()).toEqual(['01 1', '02 1', '03 1', '04 1'])
    for (const desk of [3, 4]) centre.says(desk, { revision: 1 })
    await centre.untilStates('applied', 'applied', 'applied', 'applied')
    expect(await centre.pushState()).toBe('done')
  })

  it('stops at the first desk that gives it back, and the others never see it', async () => {
    const books = await openBooks()
    await push(books, 2)
    const centre = startSending(books)
    await centre.untilStates('sent', 'sent', 'waiting', 'waiting')
    centre.says(1, { revision: 1 })
    centre.says(2, { revision: 0, refused: { revision: 1, error: 'DB-PRV-018 broker' } })
    await centre.untilStates('applied', 'refused', 'held', 'held')
    expect(await centre.pushState()).toBe('stopped')
    expect((await recentPushes(books, 1))[0]?.desks[1]?.error).toBe('DB-PRV-018 broker')
    expect(centre.sentTo()).toEqual(['01 1', '02 1'])
  })

  it('takes the place of what an earlier one has not sent yet', async () => {
    const books = await openBooks()
    await push(books, 1)
    await push(books, 0, desks.slice(1))
    const centre = startSending(books)
    await centre.untilStates('sent', 'sent', 'sent')
    expect(centre.sentTo().toSorted()).toEqual(['01 1', '02 2', '03 2', '04 2'])
    const [, older] = await recentPushes(books, 2)
    expect(older?.desks.map(({ state }) => state)).toEqual(['sent', 'held', 'held', 'held'])
  })

  it('waits for a connection, and is sent again to a broker that may have forgotten it', async () => {
    const books = await openBooks()
    await push(books, 0, desks.slice(0, 1))
    const centre = startSending(books)
    centre.line.isCut = true
    await centre.untilStates('waiting')
    centre.line.isCut = false
    await centre.untilStates('sent')
    centre.says(1, { revision: 1 })
    await centre.untilStates('applied')
    centre.sender.connected(false)
    centre.sender.connected(true)
    await until('it is sent again', () => centre.sentTo().length === 2)
  })
})
