import { describe, expect, it } from 'vitest'
import { openingKeys, openSqliteStore, sealingKeyInUse } from '../../src/centre/index.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import type { CliIo } from '../cli-io.ts'
import { centreCommand } from './centre.ts'

async function run(...args: readonly string[]) {
  const out: string[] = []
  const warned: string[] = []
  const io: CliIo = {
    out: (line) => out.push(line),
    keptUp: async () => undefined,
    err: (line) => warned.push(line),
    language: () => 'en',
    libraryFolder: '',
    fail: () => undefined,
  }
  await centreCommand(io).exitOverride().parseAsync(args, { from: 'user' })
  return { out, warned }
}

describe('deskbridge centre sealing', () => {
  it('makes the first key and the next beside a centre that runs, and lists which one is in use', async () => {
    const folder = temporaryFolder()
    const store = await openSqliteStore({ folder })
    expect((await run('sealing', 'list', '--data', folder)).out[0]).toContain('There is no sealing key')
    const made = await run('sealing', 'rotate', '--data', folder)
    const first = await sealingKeyInUse(store.database)
    expect(made.out[0]).toContain(first?.keyId)
    // Without a passphrase only the rights of the file guard it, which is said.
    expect(made.warned).toHaveLength(1)
    await run('sealing', 'rotate', '--data', folder)
    const second = await sealingKeyInUse(store.database)
    expect((await run('sealing', 'list', '--data', folder)).out).toEqual([
      expect.stringMatching(`^${second?.keyId}: in use`),
      expect.stringMatching(`^${first?.keyId}: opens what was sealed before`),
    ])
    expect(JSON.parse((await run('sealing', 'list', '--data', folder, '--json')).out[0] ?? '')).toMatchObject([
      { keyId: second?.keyId, state: 'in-use' },
      { keyId: first?.keyId, state: 'opens-only' },
    ])
    expect(await openingKeys(store.database, undefined)).toHaveLength(2)
    await store.close()
  })
})
