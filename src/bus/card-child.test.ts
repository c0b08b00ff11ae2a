import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { forever, isRunning, silentLog, systemClock, until } from './bus.fixture.ts'
import { type CardReaders, cardReaders } from './card/card-readers.ts'
import { cardChildEntry } from './card/entry.ts'
import type { ReadersSeen } from './index.ts'

/** Without a service the readers are out, and where the native part was not built for that reason. */
const built = existsSync(join(import.meta.dirname, '../../node_modules/smartcard/build/Release/smartcard_napi.node'))
const out = built ? 'DB-PCS-001' : 'DB-PCS-014'

let cards: CardReaders

beforeEach(() => {
  // The library of pcscd looks for its service here; so no service of this machine is met.
  vi.stubEnv('PCSCLITE_CSOCK_NAME', '/nowhere/pcscd.comm')
  cards = cardReaders({ clock: systemClock, log: silentLog })
})

afterEach(async () => {
  await cards.stop()
  vi.unstubAllEnvs()
})

const codeOf = (seen: ReadersSeen | undefined) => (seen?.kind === 'out' ? seen.error.code : seen?.kind)
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'open',
    (error) => error.code,
  )

describe('the card child', () => {
  test('starts with the first question, says why there are no readers, and stops with the bus', async () => {
    expect(cards.pid()).toBeUndefined()
    expect(codeOf(await cards.look(forever()))).toBe(out)
    const pid = Number(cards.pid())
    expect(isRunning(pid)).toBe(true)
    await cards.stop()
    expect(isRunning(pid)).toBe(false)
    expect(await refusal(cards.open('R 00 00', forever()))).toBe('DB-BUS-003')
    expect(await refusal(cards.look(forever()))).toBe('DB-BUS-003')
  })

  test('opens no card without a service, and none for a caller that has given up', async () => {
    expect(await refusal(cards.open('R 00 00', forever()))).toBe(out)
    expect(await refusal(cards.open('R 00 00', AbortSignal.abort()))).toBe('DB-BUS-002')
  })

  test.each([
    ['SIGKILL', 'DB-PCS-010'],
    ['SIGSTOP', 'DB-PCS-011'],
  ] as const)(
    'hit by %s ends what was being opened, tells who watches, and another one takes over',
    async (signal, code) => {
      const told: (string | undefined)[] = []
      cards.watch((seen) => void told.push(codeOf(seen)))
      await until(() => told.includes(out))
      const dead = Number(cards.pid())
      process.kill(dead, 'SIGSTOP')
      const opening = refusal(cards.open('R 00 00', forever()))
      process.kill(dead, signal)
      expect(await opening).toBe(code)
      await until(() => told.at(-1) === out && told.includes(code))
      expect(isRunning(dead)).toBe(false)
      expect(cards.pid()).not.toBe(dead)
    },
  )

  test('ends when nobody wanted to know anything for half a minute, and starts again with the next', async () => {
    const after = (ms: number, action: () => void) => systemClock.after(ms === 30_000 ? 10 : ms, action)
    const quick = cardReaders({ clock: { ...systemClock, after }, log: silentLog })
    await quick.look(forever())
    await until(() => quick.pid() === undefined)
    expect(codeOf(await quick.look(forever()))).toBe(out)
    await quick.stop()
  })

  test('stays while somebody watches', async () => {
    const after = (ms: number, action: () => void) => systemClock.after(ms === 30_000 ? 10 : ms, action)
    const quick = cardReaders({ clock: { ...systemClock, after }, log: silentLog })
    const unwatch = quick.watch(() => {})
    await quick.look(forever())
    const pid = quick.pid()
    await quick.look(forever())
    expect(quick.pid()).toBe(pid)
    unwatch()
    await until(() => quick.pid() === undefined)
    await quick.stop()
  })

  test('is the file beside the bundle in the product', () => {
    const bundled = cardChildEntry('file:///opt/deskbridge/dist/chunk-7.js')
    expect(bundled.href).toBe('file:///opt/deskbridge/dist/card-child.js')
  })
})
