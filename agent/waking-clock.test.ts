import { describe, expect, it } from 'vitest'
import type { DeskInput, DeskOutput } from '../src/contract/index.ts'
import { type Uuid, uuidv7 } from '../src/core/index.ts'
import { defaultSettings } from '../src/counter/index.ts'
import type { Journal } from '../src/journal/index.ts'
import { fakeClock, keptLog, systemRandom } from '../test/support/faces.ts'
import { openTestJournal } from '../test/support/journals.ts'
import { until } from '../test/support/wait.ts'
import { CounterRuntime } from './counter-runtime.ts'
import { wakingClock } from './waking-clock.ts'

const minutes = 60_000

/** A PC that can sleep: its monotonic clock and its timers stand still then, wall clock and system go on. */
function laptop() {
  const machine = fakeClock()
  let asleep = 0
  const clock = wakingClock(machine, () => machine.mono() + asleep)
  const sleep = (ms: number) => {
    asleep += ms
    machine.stepWall(ms)
  }
  return { machine, clock, sleep }
}

describe('the clock of a PC that sleeps', () => {
  it('has gone on when the PC wakes, and never goes back', () => {
    const { machine, clock, sleep } = laptop()
    const before = clock.mono()
    machine.advance(1_000)
    sleep(40 * minutes)
    expect(clock.mono() - before).toBe(40 * minutes + 1_000)
    sleep(5 * minutes)
    machine.advance(500)
    expect(clock.mono() - before).toBe(45 * minutes + 1_500)
  })

  it('knows a wall clock that somebody moved from a sleep', () => {
    const { machine, clock, sleep } = laptop()
    const before = clock.mono()
    machine.stepWall(3 * 3_600_000)
    expect(clock.mono()).toBe(before)
    machine.stepWall(-5 * 3_600_000)
    expect(clock.mono()).toBe(before)
    sleep(minutes)
    expect(clock.mono()).toBe(before + minutes)
  })

  it('does soon after the sleep what became due in it, and all else in its time', () => {
    const { machine, clock, sleep } = laptop()
    const done: string[] = []
    clock.after(2 * minutes, () => done.push('due'))
    clock.after(60 * minutes, () => done.push('later'))
    clock.after(60 * minutes, () => done.push('never')).cancel()
    sleep(40 * minutes)
    machine.advance(5_000)
    expect(done).toEqual(['due'])
    machine.advance(19 * minutes)
    expect(done).toEqual(['due'])
    machine.advance(minutes)
    expect(done).toEqual(['due', 'later'])
  })
})

describe('a counter whose PC slept', () => {
  it('with an open rating window: who presses after it counts for nobody, and the window ended in its time', async () => {
    const { journal, counter, press, show, sleep } = await startCounter()
    await show('A001')
    await press({ kind: 'call', action: 'finish', via: 'keypad' })
    sleep(40 * minutes)
    await press({ kind: 'rating', level: 1, via: 'keypad' })
    expect((await factsIn(journal)).slice(-2)).toMatchObject([
      { type: 'deskbridge.rating.none', data: { ticket: 'A001' } },
      { type: 'deskbridge.rating.unattributed', data: { level: 1 } },
    ])
    const [finished, none] = (await factsIn(journal)).filter(({ type }) => /service\.end|rating\.none/.test(type))
    const open = Date.parse(none?.time ?? '') - Date.parse(finished?.time ?? '')
    expect(open).toBe(defaultSettings.rating.untouched)
    counter.stop()
  })

  it('has dark pads a moment after it woke, though nobody presses', async () => {
    const { counter, press, show, sleep, machine, shown } = await startCounter()
    await show('A001')
    await press({ kind: 'call', action: 'finish', via: 'keypad' })
    expect(padsIn(shown).at(-1)).toBe(true)
    sleep(40 * minutes)
    machine.advance(5_000)
    await until('the pad is dark', () => padsIn(shown).at(-1) === false)
    counter.stop()
  })

  it('with a request under way: nobody waits for its answer any more, and the officer may press again', async () => {
    const { counter, press, sleep, requested } = await startCounter()
    await press({ kind: 'call', action: 'next', via: 'keypad' })
    sleep(40 * minutes)
    await press({ kind: 'call', action: 'next', via: 'keypad' })
    expect(requested).toEqual(['call.next', 'call.next'])
    counter.stop()
  })
})

type Pressed = DeskInput extends infer Input
  ? Input extends DeskInput
    ? Omit<Input, 'id' | 'source' | 'counter'>
    : never
  : never

async function startCounter() {
  const { machine, clock, sleep } = laptop()
  const journal = await openTestJournal()
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
  const newId = (): Uuid => uuidv7(machine.wall(), systemRandom)
  const press = (pressed: Pressed) =>
    counter.accept({ id: newId(), source: 'keypad-1', counter: '5', ...pressed } as DeskInput)
  const show = (ticket: string) =>
    counter.command({
      id: newId(),
      name: 'counter.show',
      counter: '5',
      args: { ticket },
      madeAt: '2026-11-22T08:00:00.000+07:00',
    })
  return { journal, counter, press, show, sleep, machine, shown, requested }
}

function padsIn(shown: readonly DeskOutput[]): boolean[] {
  return shown.flatMap((output) => (output.kind === 'rating-pad' ? [output.armed] : []))
}

async function factsIn(journal: Journal) {
  const facts: { type: string; time: string; data: Readonly<Record<string, unknown>> }[] = []
  for await (const fact of journal.facts()) facts.push(fact)
  return facts
}
