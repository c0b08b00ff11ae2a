import { afterEach, expect, it } from 'vitest'
import { settings, silentLog, systemClock } from './bus.fixture.ts'
import { type Bus, createBus, type WireAddress } from './index.ts'

let bus: Bus

afterEach(() => bus.stop())

const serial: WireAddress = { kind: 'serial', path: '/dev/no-such-port', settings }
const hid: WireAddress = { kind: 'hid', path: '/dev/no-such-hidraw', numbered: false, spacing: 0 }
const addresses: readonly WireAddress[] = [
  serial,
  hid,
  { kind: 'keyboard', path: '/dev/input/no-such-event' },
  { kind: 'tcp', host: '127.0.0.1', port: 1 },
  { kind: 'ws', url: 'ws://127.0.0.1:1', max: 1_000 },
]

const open = (address: WireAddress) => bus.open(address, new AbortController().signal)

it.each(addresses)('wires that are switched off start no process and open nothing: $kind', async (address) => {
  bus = createBus({ clock: systemClock, log: silentLog, families: [] })
  await expect(open(address)).rejects.toMatchObject({ code: 'DB-BUS-004' })
  bus.onHint(() => undefined)()
  expect(await bus.attached()).toEqual([])
  expect(bus.children()).toEqual([])
})

it('wires that are left on start their own process and no other', async () => {
  bus = createBus({ clock: systemClock, log: silentLog, families: ['serial'] })
  await expect(open(serial)).rejects.toMatchObject({ code: expect.stringMatching(/^DB-SER-/) })
  await expect(open(hid)).rejects.toMatchObject({ code: 'DB-BUS-004' })
  expect(bus.children()).toMatchObject([{ family: 'serial' }])
})
