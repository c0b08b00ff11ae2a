import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../src/centre/index.ts'
import { isDeskError } from '../../src/core/index.ts'
import { chainedFacts } from '../../test/support/chained-facts.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import type { CliIo } from '../cli-io.ts'
import { centreCommand } from './centre.ts'

const desk = 'vinh-long/quay-05'

async function run(...args: readonly string[]) {
  const out: string[] = []
  let code = 0
  const io: CliIo = {
    out: (line) => out.push(line),
    keptUp: async () => undefined,
    err: () => undefined,
    language: () => 'en',
    libraryFolder: '',
    fail(failed) {
      code = failed
    },
  }
  try {
    await centreCommand(io).exitOverride().parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!isDeskError(error)) throw error
    return { out, code: error.code }
  }
  return { out, code }
}

/** The data of a centre that runs, misses the third of five facts, and has been sent noise. */
async function dataFolder() {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  const facts = chainedFacts(5).filter((_, index) => index !== 2)
  await store.take([...facts.map((fact) => ({ desk, payload: JSON.stringify(fact) })), { desk, payload: 'noise' }])
  await store.savePresence([
    { desk, online: true, seen: Date.UTC(2026, 10, 22, 1), state: { online: true, version: '1', backlog: 3 } },
  ])
  return { folder, store }
}

describe('deskbridge centre', () => {
  it('lists desks, gaps and dead letters of a centre that runs, and fails while something is wrong', async () => {
    const { folder, store } = await dataFolder()
    expect(await run('desks', '--data', folder)).toEqual({
      out: [`${desk}: online, 3 events on their way (last seen 2026-11-22T08:00:00.000+07:00)`],
      code: 0,
    })
    const gaps = await run('gaps', '--data', folder)
    expect(gaps.out[0]).toMatch(
      /^vinh-long\/quay-05 epoch abc123: waiting for event 3 since .*; 2 behind it .* up to 5$/,
    )
    expect(gaps.code).toBe(1)
    const letters = await run('dead-letters', '--data', folder)
    expect(letters.out[0]).toMatch(/^1\. vinh-long\/quay-05, .*, 1 times: not a fact$/)
    expect(JSON.parse((await run('dead-letters', '--data', folder, '--json')).out[0] ?? '')).toMatchObject([
      { number: 1 },
    ])
    expect((await run('dead-letters', '--data', folder, '--retry', '1')).code).toBe(1)
    expect((await run('dead-letters', '--data', folder, '--drop', '1')).code).toBe(0)
    expect(await run('dead-letters', '--data', folder)).toEqual({ out: ['There are none'], code: 0 })
    expect((await run('dead-letters', '--data', folder, '--drop', '1')).code).toBe('DB-CTR-012')
    await store.close()
  })

  it('backs up while the centre runs, and restores only when it does not', async () => {
    const { folder, store } = await dataFolder()
    const file = join(temporaryFolder(), 'nightly.db')
    expect((await run('backup', file, '--data', folder)).code).toBe(0)
    expect((await run('restore', file, '--data', folder)).code).toBe('DB-CTR-002')
    await store.close()
    expect((await run('restore', file, '--data', folder)).code).toBe(0)
    expect((await run('gaps', '--data', folder)).code).toBe(1)
  })

  it('says where no centre has ever been', async () => {
    expect((await run('desks', '--data', join(temporaryFolder(), 'none'))).code).toBe('DB-CTR-011')
  })
})
