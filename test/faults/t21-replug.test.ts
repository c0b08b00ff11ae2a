import { expect, it } from 'vitest'
import { ptyDevice } from '../../src/bus/bus.fixture.ts'
import { deviceFolder, plugAdapter } from '../../src/bus/sysfs/sysfs.fixture.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { childOf, type Footprint, footprintOf } from './harness/measure.ts'
import { makeOwnMachine, type OwnMachine } from './harness/own-machine.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { canMount } from './harness/small-disk.ts'
import { scale } from './scale.ts'

const cycles = scale.pick({ short: 20, whole: 1_000, long: 10_000 })
const backMs = { p99: 2_000, worst: 3_000 }
/** A heap that breathes, not one that grows. */
const megabytesMore = 20
/** What a look at the machine holds for a moment. */
const descriptorsMore = 4

const call = Buffer.from('023031310333', 'hex')
const socket = { bus: 1, port: '2', place: 'pci-0000:00:14.0-usb-0:2:1.0' } as const

it.runIf(canMount() && has('socat'))(
  'T21 a keypad that is pulled and put back again and again works each time, under an old name or a new one, and costs nothing',
  async () => {
    const machine = makeOwnMachine()
    const desk = await ShippedDesk.start('mqtt://127.0.0.1:1', {
      devices: [{ name: 'pad-1', profile: 'generic.stx-keypad', place: socket.place, counter: 5 }],
      wrap: machine.wrap,
    })
    const times: number[] = []
    let half: readonly Footprint[] = []
    for (let cycle = 1; cycle <= cycles; cycle++) {
      const cable = await plug(machine, `ttyUSB${cycle % 2 === 0 ? cycle : 0}`)
      times.push(await timeUntilReady(desk))
      await expectPress(desk, () => cable.send(call))
      if (cycle === cycles / 2) half = footprints(desk)
      if (cycle === cycles) expectNoMore(half, footprints(desk))
      cable.unplug()
      await desk.untilDevice('pad-1', 'absent')
    }
    // The reason may become a better one while the state stays.
    const states = desk
      .states('pad-1')
      .flatMap(({ state }, index, all) => (state === all[index - 1]?.state ? [] : [state]))
    const each = Array.from({ length: cycles }, () => ['ready', 'lost', 'absent'])
    expect(states).toEqual(['absent', ...each.flat()])
    times.sort((a, b) => a - b)
    const p99 = times[Math.floor(0.99 * (times.length - 1))] ?? 0
    process.stderr.write(`T21: ready again after ${Math.round(p99)} ms (p99 of ${cycles} plugs)\n`)
    expect(p99).toBeLessThan(backMs.p99)
    expect(times.at(-1)).toBeLessThan(backMs.worst)
  },
)

interface Cable {
  send(bytes: Uint8Array): Promise<void>
  unplug(): void
}

/** As the kernel does it: first its own picture, then the node, then the list of devices. */
async function plug(machine: OwnMachine, name: string): Promise<Cable> {
  const { bus, port } = socket
  const device = await ptyDevice()
  plugAdapter(machine.sys, bus, port, name)
  machine.node(name, device.path)
  machine.hint()
  return {
    send: device.send,
    unplug() {
      device.unplug()
      machine.node(name, undefined)
      machine.sys.pull(deviceFolder(bus, port))
      machine.hint()
    },
  }
}

async function timeUntilReady(desk: ShippedDesk): Promise<number> {
  const start = performance.now()
  await desk.untilDevice('pad-1', 'ready')
  return performance.now() - start
}

async function expectPress(desk: ShippedDesk, press: () => Promise<void>): Promise<void> {
  const { lastSequence } = (await desk.status()).journal
  await press()
  await until('the press is on disk', async () => (await desk.status()).journal.lastSequence > lastSequence, 60_000)
}

/** Of the program and of its child. */
function footprints({ pid }: ShippedDesk): readonly Footprint[] {
  return [pid, childOf(pid, 'serial') ?? 0].map(footprintOf)
}

function expectNoMore(half: readonly Footprint[], end: readonly Footprint[]): void {
  for (const [index, { descriptors, residentMegabytes, threads }] of end.entries()) {
    const before = half[index]
    expect(descriptors - (before?.descriptors ?? 0), 'descriptors more').toBeLessThanOrEqual(descriptorsMore)
    expect(residentMegabytes - (before?.residentMegabytes ?? 0), 'megabytes more').toBeLessThan(megabytesMore)
    expect(threads - (before?.threads ?? 0), 'threads more').toBeLessThanOrEqual(descriptorsMore)
  }
}
