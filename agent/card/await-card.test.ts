import { describe, expect, test } from 'vitest'
import type { CardReader, CardReaders, ReadersSeen } from '../../src/bus/index.ts'
import { DeskError } from '../../src/core/index.ts'
import { type FakeClock, fakeClock } from '../../test/support/faces.ts'
import { awaitCard } from './await-card.ts'

const place = (name: string, card: CardReader['card']): CardReader => ({ name, model: name, slot: 0, card })
const readers = (...all: CardReader[]): ReadersSeen => ({ kind: 'readers', readers: all })
const out = (code: 'DB-PCS-001' | 'DB-PCS-002'): ReadersSeen => ({ kind: 'out', error: new DeskError(code) })

/** Tells what a test says that is seen. */
function told(): Pick<CardReaders, 'watch'> & { tell(seen: ReadersSeen): void; watchers(): number } {
  const listeners = new Set<(seen: ReadersSeen) => void>()
  return {
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell(seen) {
      for (const listener of listeners) listener(seen)
    },
    watchers: () => listeners.size,
  }
}

function waiting(clock: FakeClock, more: { readonly reader?: string; readonly signal?: AbortSignal } = {}) {
  const seen = told()
  const never = new AbortController().signal
  const work = awaitCard({ readers: seen as unknown as CardReaders, clock, ms: 60_000, signal: never, ...more })
  const outcome = work.catch((error: DeskError) => error.code)
  return { seen, outcome }
}

describe('waiting for a card', () => {
  test('ends with the reader in which one is laid', async () => {
    const { seen, outcome } = waiting(fakeClock())
    seen.tell(readers(place('A', 'absent'), place('B', 'absent')))
    seen.tell(readers(place('A', 'absent'), place('B', 'present')))
    expect(await outcome).toBe('B')
    expect(seen.watchers()).toBe(0)
  })

  test('heeds only the reader that is asked for', async () => {
    const clock = fakeClock()
    const { seen, outcome } = waiting(clock, { reader: 'A' })
    seen.tell(readers(place('A', 'absent'), place('B', 'present')))
    clock.advance(60_000)
    expect(await outcome).toBe('DB-PCS-005')
  })

  test.each([
    ['no card', readers(place('A', 'absent')), 60_000, 'DB-PCS-005'],
    ['a card that does not answer', readers(place('A', 'mute')), 60_000, 'DB-PCS-006'],
    ['no reader', readers(), 3_000, 'DB-PCS-003'],
    ['no service', out('DB-PCS-001'), 3_000, 'DB-PCS-001'],
    ['no permission', out('DB-PCS-002'), 0, 'DB-PCS-002'],
  ] as const)('%s: ends after its time with what there was instead', async (_, seen, ms, code) => {
    const clock = fakeClock()
    const wait = waiting(clock)
    let over = false
    wait.outcome.then(() => {
      over = true
    })
    wait.seen.tell(seen)
    clock.advance(Math.max(0, ms - 1))
    await Promise.resolve()
    if (ms > 0) expect(over).toBe(false)
    clock.advance(1)
    expect(await wait.outcome).toBe(code)
  })

  test('trouble that goes away in time is none', async () => {
    const clock = fakeClock()
    const { seen, outcome } = waiting(clock)
    seen.tell(out('DB-PCS-001'))
    clock.advance(2_000)
    seen.tell(readers(place('A', 'absent')))
    clock.advance(57_000)
    seen.tell(readers(place('A', 'present')))
    expect(await outcome).toBe('A')
  })

  test('ends when nobody wants a card any more', async () => {
    const abort = new AbortController()
    const { seen, outcome } = waiting(fakeClock(), { signal: abort.signal })
    abort.abort()
    expect(await outcome).toBe('DB-BUS-002')
    expect(seen.watchers()).toBe(0)
  })
})
