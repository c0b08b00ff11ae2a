import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { CardReader } from '../../../src/bus/index.ts'
import { DeskError } from '../../../src/core/index.ts'
import { surroundingsHere } from '../examine.ts'
import type { Sight } from '../sight.ts'
import { cardCheck, judgeReaders } from './card.ts'

const place = (name: string, card: CardReader['card']): CardReader => ({ name, model: name, slot: 0, card })
const codes = (found: ReturnType<typeof judgeReaders>) => found.map(({ state, error }) => error?.code ?? state)
const built = existsSync(join(import.meta.dirname, '../../../node_modules/smartcard/build/Release/smartcard_napi.node'))

/** A desk whose file names these modules. */
function sight(modules: readonly string[] | undefined): Sight {
  return { config: { modules }, desk: { kind: 'stopped' }, surroundings: surroundingsHere() } as unknown as Sight
}

afterEach(() => void vi.unstubAllEnvs())

describe('the doctor, of card readers', () => {
  test('is content with one that is empty and one with a card', () => {
    const readers = [place('A', 'absent'), place('B', 'present')]
    expect(codes(judgeReaders({ kind: 'readers', readers }))).toEqual(['good', 'good'])
  })

  test('names what is wrong: no permission, no reader, a card that does not answer', () => {
    expect(codes(judgeReaders({ kind: 'out', error: new DeskError('DB-PCS-002') }))).toEqual(['DB-PCS-002'])
    expect(codes(judgeReaders({ kind: 'readers', readers: [] }))).toEqual(['DB-PCS-003'])
    const readers = [place('A', 'mute'), place('B', 'absent')]
    expect(codes(judgeReaders({ kind: 'readers', readers }))).toEqual(['DB-PCS-006', 'good'])
  })

  test('looks only where the site reads cards', async () => {
    vi.stubEnv('PCSCLITE_CSOCK_NAME', '/nowhere/pcscd.comm')
    expect(await cardCheck.look(sight(undefined))).toEqual([])
    expect(await cardCheck.look(sight(['serial']))).toEqual([])
    expect(codes(await cardCheck.look(sight(['serial', 'card'])))).toEqual([built ? 'DB-PCS-001' : 'DB-PCS-014'])
  })
})
