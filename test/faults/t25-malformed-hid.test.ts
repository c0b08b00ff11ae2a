import { expect, it } from 'vitest'
import { until } from '../support/wait.ts'
import { type HidPuppets, startHidPuppets } from './harness/hid-puppets.ts'
import { deck, plugDeck } from './harness/key-deck.ts'
import { childOf, footprintOf } from './harness/measure.ts'
import { makeOwnMachine } from './harness/own-machine.ts'
import { copyProgram } from './harness/program-copy.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { canMount } from './harness/small-disk.ts'
import { scale } from './scale.ts'

const perMillisecond = 10
const flood = scale.pick({ short: 10_000, whole: 100_000, long: 6_000_000 })
const losses = scale.pick({ short: 1, whole: 20, long: 500 })
const megabytesMore = 40
/** The longest report that USB could carry, of a number that no device has. */
const giant = 'fe'.repeat(65_535)
const nowhere = 'mqtt://127.0.0.1:1'

async function startDesk(): Promise<{ desk: ShippedDesk; hid: HidPuppets }> {
  const [machine, program, hid] = [makeOwnMachine(), copyProgram(), await startHidPuppets()]
  plugDeck(machine)
  const places = Object.entries(hid.environment).map(([name, value]) => `${name}=${value}`)
  const desk = await ShippedDesk.start(nowhere, {
    devices: [deck.config],
    program: program.file,
    wrap: (command) => machine.wrap(['env', ...places, ...command]),
  })
  await desk.untilDevice('deck-1', 'ready')
  return { desk, hid }
}

/** One press of the first key, and that it alone was taken. */
async function expectPress(desk: ShippedDesk, hid: HidPuppets, count: number): Promise<void> {
  hid.does({ deed: 'report', hex: deck.down })
  hid.does({ deed: 'report', hex: deck.up })
  await until(`press ${count} is on disk`, async () => (await desk.pressed()).length >= count, 60_000)
  expect(await desk.pressed()).toHaveLength(count)
}

it.runIf(canMount())('T25 reports that are empty, huge, foreign or too many cost nothing but themselves', async () => {
  const { desk, hid } = await startDesk()
  await expectPress(desk, hid, 1)
  const child = childOf(desk.pid, 'hid') ?? 0
  const before = [desk.pid, child].map((pid) => footprintOf(pid).residentMegabytes)
  for (const hex of ['', giant, '01', '0101', '02010000000000', 'ff', '00']) hid.does({ deed: 'report', hex })
  await expectPress(desk, hid, 2)

  for (const hex of ['02010000000000', deck.up]) {
    hid.does({ deed: 'flood', hex, count: flood, together: perMillisecond })
  }
  const { wire } = await desk.diagnostics('deck-1')
  const bytes = (wire?.bytesIn ?? 0) + 2 * flood * (deck.up.length / 2 - 1)
  await until('the flood has passed', async () => (await heard(desk)) >= bytes, scale.pick(patience))
  await expectPress(desk, hid, 3)
  for (const [index, pid] of [desk.pid, child].entries()) {
    expect(footprintOf(pid).residentMegabytes - (before[index] ?? 0)).toBeLessThan(megabytesMore)
  }
  // None of this was worth a new process, or a new opening.
  expect(childOf(desk.pid, 'hid')).toBe(child)
  expect(hid.opened()).toBe(1)
})

const patience = { short: 120_000, whole: 300_000, long: 7_200_000 }

/** What arrived and what did not fit, which is counted as well. */
async function heard(desk: ShippedDesk): Promise<number> {
  const { wire } = await desk.diagnostics('deck-1')
  return (wire?.bytesIn ?? 0) + (wire?.droppedBytes ?? 0)
}

it.runIf(canMount())(
  'T25 errors that come twice, without an Error, or while it is closed are one loss each',
  async () => {
    const { desk, hid } = await startDesk()
    for (let loss = 1; loss <= losses; loss++) {
      hid.does({ deed: 'closing', error: 'interrupted', ...(loss % 2 ? { failure: 'cannot close' } : {}) })
      hid.does({ deed: 'error', words: 'could not read from HID device', bare: true })
      hid.does({ deed: 'error', words: 'could not read from HID device' })
      await until('it is opened again', () => hid.opened() === loss + 1, 60_000)
      await desk.untilDevice('deck-1', 'ready')
      await expectPress(desk, hid, loss)
      expect(await desk.diagnostics('deck-1')).toMatchObject({ losses: loss })
      expect(hid.closed()).toBe(loss)
    }
    const told = desk.states('deck-1').filter(({ state }) => state === 'lost')
    expect(told).toEqual(Array.from({ length: losses }, () => ({ state: 'lost', code: 'DB-HID-006' })))
  },
)
