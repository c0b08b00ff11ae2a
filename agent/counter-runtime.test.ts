import { describe, expect, it } from 'vitest'
import type { DeskInput, DeskOutput } from '../src/contract/index.ts'
import { DeskError, uuidv7 } from '../src/core/index.ts'
import { defaultSettings } from '../src/counter/index.ts'
import type { Journal } from '../src/journal/index.ts'
import { type FakeClock, fakeClock, keptLog, systemRandom } from '../test/support/faces.ts'
import { temporaryFolder } from '../test/support/folder.ts'
import { openTestJournal } from '../test/support/journals.ts'
import { until } from '../test/support/wait.ts'
import { CounterRuntime } from './counter-runtime.ts'

const press = (action: 'next' | 'pause' | 'open', dedupe?: string): DeskInput => ({
  kind: 'call',
  id: uuidv7(0, systemRandom),
  source: 'keypad-1',
  counter: '5',
  action,
  via: 'keypad',
  ...(dedupe === undefined ? {} : { dedupe }),
})

async function startCounter(journal: Journal, clock: FakeClock = fakeClock()) {
  const shown: DeskOutput[] = []
  const requested: string[] = []
  const counter = await CounterRuntime.start('5', defaultSettings, {
    journal,
    clock,
    random: systemRandom,
    log: keptLog(),
    clockQuality: () => 'synced',
    show: (output) => shown.push(output),
    request: (request) => requested.push(request.name),
  })
  return { counter, shown, requested, clock }
}

const typesIn = async (journal: Journal) => {
  const types: string[] = []
  for await (const fact of journal.facts()) types.push(fact.type.replace('deskbridge.', ''))
  return types
}

describe('a counter at work', () => {
  it('asks the centre only after the press is on disk', async () => {
    const journal = await openTestJournal()
    let gate = Promise.resolve()
    const slow: Journal = {
      ...journal,
      async commit(commit) {
        await gate
        return await journal.commit(commit)
      },
    }
    const { counter, requested } = await startCounter(slow)
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    const accepted = counter.accept(press('next'))
    await new Promise((later) => setImmediate(later))
    expect(requested).toEqual([])
    resolve()
    await accepted
    expect(requested).toEqual(['call.next'])
    counter.stop()
  })

  it('forgets a step that could not be written, and works on when writing works again', async () => {
    const journal = await openTestJournal()
    let failing = false
    const flaky: Journal = {
      ...journal,
      commit: async (commit) => (failing ? Promise.reject(new Error('disk')) : await journal.commit(commit)),
    }
    const { counter, shown, clock } = await startCounter(flaky)
    failing = true
    await expect(counter.accept(press('pause'))).rejects.toThrow('disk')
    failing = false
    clock.advance(600)
    await counter.accept(press('pause'))
    expect(await typesIn(journal)).toEqual(['counter.paused', 'call.requested'].sort())
    expect(shown.filter((output) => output.kind === 'sign').at(-1)).toMatchObject({ sign: { state: 'paused' } })
    counter.stop()
  })

  it('shows again after a restart what it showed before', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    const { counter } = await startCounter(journal)
    await counter.accept(press('pause'))
    counter.stop()
    await journal.close()
    const { counter: again, shown } = await startCounter(await openTestJournal({ folder }))
    expect(again.sign).toMatchObject({ state: 'paused' })
    expect(shown.find((output) => output.kind === 'sign')).toMatchObject({ sign: { state: 'paused' } })
    again.stop()
  })

  it('writes the name of a repeated press with the press', async () => {
    const journal = await openTestJournal()
    const { counter } = await startCounter(journal)
    await counter.accept(press('next', 'keypad-1/3F2A/17'))
    expect(journal.isKnown('keypad-1/3F2A/17')).toBe(true)
    counter.stop()
  })

  it('gives a request up when its time has come', async () => {
    const journal = await openTestJournal()
    const { counter, clock } = await startCounter(journal)
    await counter.accept(press('next'))
    clock.advance(defaultSettings.requestTimeout)
    await until('it is given up', async () => (await typesIn(journal)).includes('request.unanswered'))
    counter.stop()
  })
})

describe('a counter whose disk takes nothing', () => {
  it('tells the officer why a press is refused, and asks the centre for nothing', async () => {
    const journal = await openTestJournal()
    const full: Journal = { ...journal, commit: async () => Promise.reject(new DeskError('DB-JRN-022', refusal)) }
    const { counter, shown, requested } = await startCounter(full)
    await expect(counter.accept(press('next'))).rejects.toMatchObject({ code: 'DB-JRN-022' })
    expect(shown).toContainEqual({ kind: 'notice', counter: '5', text: 'DB-JRN-022', args: refusal })
    expect(requested).toEqual([])
  })

  it('is there all the same at the start, and begins as soon as it can', async () => {
    const journal = await openTestJournal()
    let isFull = true
    const filling: Journal = {
      ...journal,
      commit: async (commit) => {
        if (isFull) throw new DeskError('DB-JRN-022', refusal)
        return await journal.commit(commit)
      },
    }
    const { shown, clock } = await startCounter(filling)
    expect(shown).toEqual([])
    isFull = false
    await until('it shows its sign', () => {
      clock.advance(1_000)
      return shown.some(({ kind }) => kind === 'sign')
    })
  })

  it('goes on from what the disk has when that turns out to be more than was confirmed', async () => {
    const journal = await openTestJournal()
    const { counter } = await startCounter(journal)
    await counter.accept(press('pause'))
    const paused = await journal.state('counter/5')
    await counter.accept(press('open'))
    await journal.commit({ state: { key: 'counter/5', value: paused } })
    counter.reread()
    await counter.accept(press('open'))
    expect((await typesIn(journal)).filter((type) => type === 'counter.opened')).toHaveLength(2)
  })
})

const refusal = { folder: '/data', free: 0, used: 97 }
