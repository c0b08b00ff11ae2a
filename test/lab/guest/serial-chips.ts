import type { Bus } from '../../../src/bus/index.ts'
import { until } from '../../support/wait.ts'
import type { Bench, BenchDevice } from '../devices/bench.ts'
import type { SerialChip } from '../devices/bench-messages.ts'
import type { LabTest } from './lab-test.ts'
import { atTheBench, type Listened, openSerial, patience, same, serialPortAt, since, untilNothingAt } from './room.ts'

/** Pulling a cable is noticed within this; a second of it is the pulse that asks whether the port still exists. */
const lostWithin = 5_000
const chips: readonly SerialChip[] = ['cdc-acm', 'ch340', 'cp210x', 'pl2303', 'ftdi']

/** That each serial chip works through the driver that the kernel has for it. */
export const serialChipTests: readonly LabTest[] = [
  ...chips.map((chip) => ({
    name: `a ${chip} device is set, heard and answered; it is missed when unplugged and works when it is back`,
    ...(chip === 'ch340' ? ({ from: 'ci' } as const) : {}),
    run: () => atTheBench((bench, bus) => live(chip, bench, bus)),
  })),
  {
    name: 'a cdc-acm device that knows no break opens with its modem lines set',
    run: () => atTheBench(openWithoutBreak),
  },
]

async function live(chip: SerialChip, bench: Bench, bus: Bus) {
  const started = performance.now()
  const device = await bench.plug({ chip }, 0)
  const path = await serialPortAt(0)
  const seen = since(started)
  const settings = { baud: 19_200, parity: 'even', stop: 2, dtr: true, rts: false } as const
  const line = await openSerial(bus, path, settings)
  await sameLine(device)
  await talk(device, line)
  const lost = await pull(device, line)
  await untilNothingAt(0)
  const refusal = await openSerial(bus, path).catch((error) => error.code)
  same('opening a port that is not there', refusal, 'DB-SER-001')
  const back = performance.now()
  await device.replug()
  await talk(device, await openSerial(bus, await serialPortAt(0)))
  return { 'seen after ms': seen, 'missed after ms': lost, 'back after ms': since(back) }
}

async function openWithoutBreak(bench: Bench, bus: Bus) {
  const device = await bench.plug({ chip: 'cdc-acm-no-break' }, 0)
  const line = await openSerial(bus, await serialPortAt(0), { dtr: true, rts: true })
  await talk(device, line)
  same('modem lines', [device.modem()?.dtr, device.modem()?.rts], [true, true])
  return undefined
}

/** The device was set as the profile would want it. */
async function sameLine(device: BenchDevice): Promise<void> {
  const isSet = () => device.line().parity === 'even' && device.modem()?.dtr === true && device.modem()?.rts === false
  await until('the device is set', isSet, patience).catch(() => undefined)
  const { baud = 0, ...format } = device.line()
  // A chip divides its clock, so that no rate is exact; a UART takes 2.5 %.
  if (Math.abs(baud - 19_200) > 19_200 * 0.025) throw new Error(`the rate is ${baud}`)
  same('data bits', format.data, 8)
  same('parity', format.parity, 'even')
  same('stop bits', format.stop, 2)
  same('DTR', device.modem()?.dtr, true)
  same('RTS', device.modem()?.rts, false)
}

/** More than one packet each way. */
async function talk(device: BenchDevice, { wire, heard }: Listened): Promise<void> {
  const said = 'A012;'.repeat(40)
  device.say(said)
  await until('the device is heard', () => heard() === said, patience).catch(() => same('heard', heard(), said))
  const before = device.received().length
  const answer = 'Xin chờ; '.repeat(20)
  await wire.write(Buffer.from(answer))
  const arrived = () => device.received().subarray(before).toString()
  await until('the device is answered', () => arrived() === answer, patience).catch(() =>
    same('answer', arrived(), answer),
  )
}

async function pull(device: BenchDevice, { wire }: Listened): Promise<number> {
  const started = performance.now()
  await device.unplug()
  const { code } = await wire.lost
  const ms = since(started)
  same('the reason of the loss', code, 'DB-SER-006')
  if (ms > lostWithin) throw new Error(`the loss was noticed after ${ms} ms`)
  return ms
}
