import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ptyDevice } from '../../src/bus/bus.fixture.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { deck, plugDeck } from './harness/key-deck.ts'
import { makeOwnMachine, type OwnMachine } from './harness/own-machine.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { canMount } from './harness/small-disk.ts'

const call = Buffer.from('023031310333', 'hex')
const libraries = ['libusb-1.0.so.0', 'libudev.so.1'].map((name) => `/usr/lib/x86_64-linux-gnu/${name}`)
const udevadm = '/usr/bin/udevadm'
/** A library that is not installed here either needs no hiding. */
const lacks = [...libraries, udevadm].filter((file) => existsSync(file))

/** A desk with a panel in the network, a keypad at a serial port and a HID device, on a PC that lacks something. */
async function startDesk(machine: OwnMachine) {
  const keypad = await ptyDevice()
  const desk = await ShippedDesk.start('mqtt://127.0.0.1:1', {
    devices: [deck.config, { name: 'pad-1', profile: 'generic.stx-keypad', port: keypad.path, counter: 5 }],
    wrap: machine.wrap,
  })
  await desk.untilDevice('pad-1', 'ready')
  return { desk, keypad }
}

/** Everything that needs no USB works. */
async function expectWork(desk: ShippedDesk, press: () => Promise<void>): Promise<void> {
  desk.panel.press('next')
  await until('the panel is heard', () => desk.panel.presses().every(({ acknowledged }) => acknowledged), 60_000)
  const before = (await desk.pressed()).length
  await press()
  await until('the keypad is heard', async () => (await desk.pressed()).length > before, 60_000)
}

it.runIf(canMount() && has('socat'))(
  'T27 without any USB the desk works, and says that the device is not plugged in',
  async () => {
    const { desk, keypad } = await startDesk(makeOwnMachine({ usb: false, lacks }))
    await expectWork(desk, () => keypad.send(call))
    await desk.untilDevice('deck-1', 'absent')
    expect(await desk.command('devices')).toMatch(/^deck-1 .*absent.* DB-DEV-008 {2}\S+/m)
    expect(await desk.command('devices', '--ports')).not.toMatch(/error|DB-/i)
    expect(await desk.stop()).toBe(0)
    keypad.unplug()
  },
)

it.runIf(canMount() && has('socat'))(
  'T27 without libusb and libudev only HID devices are out of work, and the missing library is named',
  async () => {
    const machine = makeOwnMachine({ lacks })
    plugDeck(machine)
    const { desk, keypad } = await startDesk(machine)
    await until('its reason is known', async () => reasonOf(desk) !== undefined, 60_000)
    expect(desk.states('deck-1').at(-1)).toEqual({ state: 'lost', code: 'DB-HID-013' })
    await expectWork(desk, () => keypad.send(call))
    expect(await desk.command('devices')).toMatch(/^deck-1 .*lost.* DB-HID-013 {2}.*libusb-1\.0-0/m)
    expect(await desk.command('doctor')).toMatch(/deck-1[\s\S]*DB-HID-013/)
    // No child ends over it, so that nothing is started again and again.
    expect((await desk.diagnostics('pad-1')).losses).toBe(0)
    expect(await desk.stop()).toBe(0)
    expect(await desk.command('doctor')).toMatch(/DB-HID-013.*(libusb|libudev)/)
    keypad.unplug()
  },
)

const reasonOf = (desk: ShippedDesk) => desk.states('deck-1').find(({ state }) => state === 'lost')
