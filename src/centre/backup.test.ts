import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { chainedFacts } from '../../test/support/chained-facts.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { centreFile, lookIntoSqliteStore, openSqliteStore, restoreBackup } from './index.ts'

const desk = 'vinh-long/quay-05'
const arrivals = chainedFacts(60).map((fact) => ({ desk, payload: JSON.stringify(fact) }))

async function openStore(folder = temporaryFolder()) {
  const store = await openSqliteStore({ folder })
  let closed: Promise<void> | undefined
  const close = () => (closed ??= store.close())
  onTestFinished(close)
  return { ...store, close, folder }
}

const has = async (store: Awaited<ReturnType<typeof openStore>>) => (await store.ends([desk]))[0]?.applied

describe('a backup', () => {
  it('is one moment of the database, taken while facts go on coming', async () => {
    const store = await openStore()
    const file = join(temporaryFolder(), 'nightly.db')
    await store.take(arrivals.slice(0, 20))
    await Promise.all([store.backup(file), store.take(arrivals.slice(20))])
    expect(await has(store)).toBe(60)
    expect(statSync(file).mode & 0o077).toBe(0)
    await store.close()

    const kept = await restoreBackup(file, store.folder, centreFile)
    const restored = await openStore(store.folder)
    expect([20, 60]).toContain(await has(restored))
    expect((await restored.recent(100)).length).toBe(await has(restored))
    expect(kept).toBe(join(store.folder, `${centreFile}.before-1`))
  })

  it('overwrites no file', async () => {
    const store = await openStore()
    const file = join(store.folder, 'there.db')
    writeFileSync(file, 'mine')
    await expect(store.backup(file)).rejects.toMatchObject({ code: 'DB-CTR-007' })
  })

  it('is not put in the place of a database that is served, and the command line may look at that one', async () => {
    const store = await openStore()
    const file = join(temporaryFolder(), 'nightly.db')
    await store.take(arrivals)
    await store.backup(file)
    await expect(restoreBackup(file, store.folder, centreFile)).rejects.toMatchObject({ code: 'DB-CTR-002' })
    await expect(openSqliteStore({ folder: store.folder })).rejects.toMatchObject({ code: 'DB-CTR-002' })
    const beside = await lookIntoSqliteStore({ folder: store.folder })
    onTestFinished(() => beside.close())
    expect((await beside.ends([desk]))[0]?.applied).toBe(60)
    expect(await has(store)).toBe(60)
  })

  it('that is damaged, or none, changes nothing', async () => {
    const store = await openStore()
    await store.take(arrivals)
    await store.close()
    const noise = join(temporaryFolder(), 'noise.db')
    writeFileSync(noise, 'x'.repeat(9_000))
    for (const file of [noise, `${noise}.none`])
      await expect(restoreBackup(file, store.folder, centreFile)).rejects.toMatchObject({ code: 'DB-CTR-008' })
    expect(existsSync(join(store.folder, `${centreFile}.before-1`))).toBe(false)
    expect(await has(await openStore(store.folder))).toBe(60)
  })
})
