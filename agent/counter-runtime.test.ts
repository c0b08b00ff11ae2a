import { describe, expect, it } from 'vitest'
import type { DeskInput, DeskOutput } from '../src/contract/index.ts'
import { uuidv7 } from '../src/core/index.ts'
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
