import { describe, expect, it, onTestFinished } from 'vitest'
import { chainedFacts } from '../../test/support/chained-facts.ts'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { until } from '../../test/support/wait.ts'
import type { CommandResult, Receipt } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'
import type { CommandDraft } from './commands.ts'
import { createGreeter } from './greeter.ts'
import { openSqliteStore } from './index.ts'
import { createRecovery, type RecoveryOptions } from './recovery.ts'

const desk = 'vinh-long/quay-05'
type Answer = Pick<CommandResult, 'state' | 'error'> | 'silence'

/** A centre that has 3 facts of a desk that was told of more. */
async function restoredCentre(answers: Answer[]) {
  const clock = fakeClock()
  const store = await openSqliteStore({ folder: temporaryFolder(), clock })
  await store.take(chainedFacts(3).map((fact) => ({ desk, payload: JSON.stringify(fact) })))
  const happened: (CommandDraft['args'] | Receipt)[] = []
  const told = new Map([['abc123', 9]])
  const commands: RecoveryOptions['commands'] = {
    send(_, { args }) {
      happened.push(args)
      const answer = answers.shift() ?? 'silence'
      return answer === 'silence'
        ? Promise.reject(new DeskError('DB-CTR-003', { desk }))
        : Promise.resolve({ id: '1', ...answer })
    },
    settle: () => 'unexpected',
    stop: () => undefined,
  }
  const log = keptLog()
  const recovery = createRecovery({
    store,
    clock,
    log,
    commands,
    told: ({ epoch }) => told.get(epoch),
    takeBack: async ({ epoch, applied, chain }) => void happened.push({ epoch, upTo: applied, chain }),
  })
  onTestFinished(async () => {
    recovery.stop()
    await store.close()
  })
  const replays = () => happened.filter((one) => 'from' in one)
  return { clock, store, happened, replays, told, recovery, log }
}

const loss = { desk, epoch: 'abc123', upTo: 9 }

describe('a centre that lost facts', () => {
  it('takes its receipt back first, then asks for a replay from what it has, once', async () => {
    const { recovery, clock, happened, replays } = await restoredCentre([{ state: 'done' }])
    recovery.begin(loss)
    recovery.begin(loss)
    await until('it has asked', () => {
      clock.advance(1_000)
      return replays().length > 0
    })
    const [receipt, args] = happened
    expect(receipt).toMatchObject({ epoch: 'abc123', upTo: 3 })
    expect(args).toEqual({ epoch: 'abc123', from: 4 })
    clock.advance(120_000)
    expect(replays()).toHaveLength(1)
  })

  it('asks again when the desk does not answer, and from the beginning for an epoch that it does not know at all', async () => {
    const { recovery, clock, replays, told } = await restoredCentre(['silence', 'silence', { state: 'done' }])
    told.set('zzz999', 5)
    recovery.begin({ desk, epoch: 'zzz999', upTo: 5 })
    await until('it has asked three times', () => {
      clock.advance(5_000)
      return replays().length === 3
    })
    expect(replays()[0]).toEqual({ epoch: 'zzz999', from: 1 })
  })

  it('asks nobody when the desk was only ahead for a moment, or is not there any more', async () => {
    const { recovery, clock, replays, told, store } = await restoredCentre([])
    const looked = { ends: 0 }
    const ends = store.ends
    Object.assign(store, { ends: (desks: string[]) => ends(desks).finally(() => looked.ends++) })
    told.delete('abc123')
    recovery.begin(loss)
    clock.advance(1_000)
    await until('it has looked', () => looked.ends > 0)
    clock.advance(60_000)
    expect(replays()).toEqual([])
  })

  it('does not ask a desk again that cannot, and says so', async () => {
    const { recovery, clock, replays, log } = await restoredCentre([{ state: 'refused', error: 'unknown-epoch' }])
    recovery.begin(loss)
    await until('it was refused', () => {
      clock.advance(1_000)
      return log.lines.some(({ message }) => message.includes('DB-CTR-015'))
    })
    recovery.begin(loss)
    clock.advance(120_000)
    expect(replays()).toHaveLength(1)
  })
})

describe('a desk that is there', () => {
  it('is told once for each session how far the centre is in each of its epochs, the current one last', async () => {
    const { store, log } = await restoredCentre([])
    const given: [string, number][] = []
    const lost: unknown[] = []
    const greeter = createGreeter({
      store,
      log,
      give: async (receipts) =>
        void given.push(...receipts.map(({ receipt }) => [receipt.epoch, receipt.upTo] as [string, number])),
      lost: (one) => lost.push(one),
    })
    const receipted = [
      { epoch: 'new000', upTo: 0 },
      { epoch: 'abc123', upTo: 9 },
      { epoch: 'old000', upTo: 2 },
    ]
    greeter.said(desk, { online: true, version: '1', epoch: 'new000', receipted })
    await until('it was greeted', () => given.length > 0)
    expect(given).toEqual([
      ['old000', 0],
      ['abc123', 3],
      ['new000', 0],
    ])
    expect(lost).toEqual([
      { desk, epoch: 'abc123', upTo: 9 },
      { desk, epoch: 'old000', upTo: 2 },
    ])
    greeter.said(desk, { online: true, version: '1', epoch: 'new000', receipted })
    await until('it was looked at again', () => lost.length === 4)
    expect(given).toHaveLength(3)
  })
})
