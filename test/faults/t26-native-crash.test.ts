import { expect, it } from 'vitest'
import { type PtyDevice, ptyDevice } from '../../src/bus/bus.fixture.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { type HidPuppets, startHidPuppets } from './harness/hid-puppets.ts'
import { deck, plugDeck } from './harness/key-deck.ts'
import { childOf } from './harness/measure.ts'
import { makeOwnMachine } from './harness/own-machine.ts'
import { childFaults, copyProgram, type FamilyName, type ProgramCopy } from './harness/program-copy.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { canMount } from './harness/small-disk.ts'
import { scale } from './scale.ts'

const hits = scale.pick({ short: 1, whole: 10, long: 200 })
/** Presses of another device, of which one in a hundred may be slow by chance; few tell only of the usual one. */
const presses = scale.pick({ short: 30, whole: 300, long: 300 })
const share = scale.pick({ short: 0.5, whole: 0.99, long: 0.99 })
const moreMs = 50
/** How long a family is kept from starting, and how often that may be tried: with ever longer waits between. */
const doomedMs = scale.pick({ short: 3_000, whole: 30_000, long: 300_000 })
const mostTries = scale.pick({ short: 7, whole: 12, long: 40 })

const call = Buffer.from('023031310333', 'hex')

const faults = {
  'crashes in a driver': ['SIGSEGV', 'DB-SER-009', 'DB-HID-009'],
  'is stopped': ['SIGSTOP', 'DB-SER-010', 'DB-HID-010'],
  'ends with exit code 0': [childFaults['ends with exit code 0'], 'DB-SER-009', 'DB-HID-009'],
  'loops for ever': [childFaults['loops for ever'], 'DB-SER-010', 'DB-HID-010'],
} as const

/** A desk with one device of each kind. */
interface Site {
  readonly desk: ShippedDesk
  readonly program: ProgramCopy
  readonly devices: Readonly<Record<FamilyName, { readonly name: string; press(): void }>>
}

async function startSite(): Promise<Site> {
  const [machine, program] = [makeOwnMachine(), copyProgram()]
  const [hid, keypad]: [HidPuppets, PtyDevice] = await Promise.all([startHidPuppets(), ptyDevice()])
  plugDeck(machine)
  const places = Object.entries(hid.environment).map(([name, value]) => `${name}=${value}`)
  const desk = await ShippedDesk.start('mqtt://127.0.0.1:1', {
    devices: [deck.config, { name: 'pad-1', profile: 'generic.stx-keypad', port: keypad.path, counter: 5 }],
    program: program.file,
    wrap: (command) => machine.wrap(['env', ...places, ...command]),
  })
  for (const device of ['deck-1', 'pad-1'] as const) await desk.untilDevice(device, 'ready')
  const pressDeck = () => {
    for (const hex of [deck.down, deck.up]) hid.does({ deed: 'report', hex })
  }
  return {
    desk,
    program,
    devices: {
      serial: { name: 'pad-1', press: () => void keypad.send(call) },
      hid: { name: 'deck-1', press: pressDeck },
    },
  }
}

/** How long presses take, from the finger to the light that says "on disk": the time that this share of them needs. */
async function pressTime({ panel }: ShippedDesk): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < presses; n++) {
    const start = performance.now()
    panel.press('next')
    await until('the press is on disk', () => panel.presses().every(({ acknowledged }) => acknowledged), 60_000)
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(share * (times.length - 1))] ?? 0
}

async function expectPress({ desk, devices }: Site, family: FamilyName): Promise<void> {
  const before = (await desk.pressed()).length
  devices[family].press()
  await until('the press is on disk', async () => (await desk.pressed()).length === before + 1, 60_000)
}

for (const [index, family] of (['serial', 'hid'] as const).entries()) {
  it.runIf(canMount() && has('socat')).each(Object.entries(faults))(
    `T26 a ${family} process that %s is replaced and disturbs no other device`,
    async (_, [signal, ...codes]) => {
      const site = await startSite()
      const { desk, devices } = site
      const { name } = devices[family]
      await pressTime(desk)
      const usual = await pressTime(desk)
      for (let hit = 1; hit <= hits; hit++) {
        const [pid, victim] = [desk.pid, childOf(desk.pid, family) ?? 0]
        process.kill(victim, signal)
        const now = await pressTime(desk)
        expect(now - usual, 'milliseconds more for a press').toBeLessThan(moreMs)
        await until('it is lost', () => desk.states(name).filter(({ state }) => state === 'lost').length >= hit)
        await desk.untilDevice(name, 'ready')
        expect(desk.states(name).findLast(({ state }) => state === 'lost')).toEqual({
          state: 'lost',
          code: codes[index],
        })
        expect(desk.pid).toBe(pid)
        expect(childOf(desk.pid, family)).not.toBe(victim)
        await expectPress(site, family)
      }
      const other = devices[family === 'hid' ? 'serial' : 'hid'].name
      expect((await desk.diagnostics(other)).losses).toBe(0)
      expect((await desk.diagnostics('pad-1')).losses + (await desk.diagnostics('deck-1')).losses).toBe(hits)
    },
  )

  it.runIf(canMount() && has('socat'))(
    `T26 a ${family} process that never starts is tried ever more rarely, and the device says why it is lost`,
    async () => {
      const site = await startSite()
      const { desk, program, devices } = site
      const { name } = devices[family]
      const before = program.starts(family)
      program.doom(family, true)
      process.kill(childOf(desk.pid, family) ?? 0, 'SIGKILL')
      const end = performance.now() + doomedMs
      while (performance.now() < end) await pressTime(desk)
      const tries = program.starts(family) - before
      expect(tries).toBeGreaterThan(1)
      expect(tries).toBeLessThanOrEqual(mostTries)
      const reason = family === 'hid' ? 'DB-HID-011' : 'DB-SER-011'
      expect((await desk.diagnostics(name)).health).toMatchObject({ state: 'lost', reason })
      program.doom(family, false)
      await desk.untilDevice(name, 'ready')
      await expectPress(site, family)
    },
  )
}
