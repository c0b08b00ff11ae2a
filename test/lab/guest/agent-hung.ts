import { setTimeout as pause } from 'node:timers/promises'
import type { WrittenDevice } from '../../../agent/config/schema.ts'
import { until } from '../../support/wait.ts'
import type { Bench, BenchDevice } from '../devices/bench.ts'
import { LabCentre } from './centre.ts'
import { LabDesk } from './desk.ts'
import { below, quantile } from './figures.ts'
import { hidDisplay, pedal, tread } from './known-devices.ts'
import type { LabTest } from './lab-test.ts'
import { LinePanel } from './line-panel.ts'
import { atTheBench, fullPlaceOf, patience } from './room.ts'

/** From the press until it is on disk, at the 99th percentile, beyond what it takes while all is well. */
const mayDelayMs = 50
const presses = 30
/** Enough for a percentile: the worst one of few says more about the emulated processor than about the desk. */
const pressesBesidePanel = 150
const warmUp = 10
const betweenPresses = 60

/** That a device which hangs at the desk delays no press of another one. */
export const agentHungTests: readonly LabTest[] = [
  {
    name: 'a HID display or a serial panel that hangs delays no press of another device on its way to the disk',
    seconds: 300,
    run: () => atTheBench(oneHangs),
  },
]

const devices: readonly WrittenDevice[] = [
  { name: 'pedal-5', profile: 'xkeys.xk3-foot-pedal', counter: 5, role: 'call-keypad', keys: { left: 'next' } },
  { name: 'panel-6', profile: 'deskbridge.line-panel', place: fullPlaceOf(1), counter: 6 },
  { name: 'display-6', profile: 'wincor-nixdorf.ba63', counter: 6 },
]

async function oneHangs(bench: Bench) {
  const foot = await bench.plug(pedal, 0)
  const panelDevice = await bench.plug({ chip: 'cdc-acm' }, 1)
  const display = await bench.plug(hidDisplay, 2)
  const panel = new LinePanel(panelDevice, '00C0FFEE')
  const desk = await LabDesk.start({ devices })
  const centre = await LabCentre.join(desk.brokerUrl)
  // Both displays of the counter are told something anew all the time.
  const atWork = async (press: () => Promise<number>) => {
    await centre.command('display.text', '6', { lines: [`${performance.now()}`] })
    return press()
  }
  const pressPanel = () => atWork(() => panel.press('next'))
  const pressPedal = () => atWork(() => trod(foot, centre))
  try {
    await desk.untilReady()
    // What runs for the first time is slow, and would hide a delay.
    await delays(pressPanel, warmUp)
    await delays(pressPedal, warmUp)
    const calm = { panel: await delays(pressPanel), pedal: await delays(pressPedal) }
    display.hang(true)
    const besideDisplay = { panel: await delays(pressPanel), pedal: await delays(pressPedal) }
    await desk.untilState('display-6', 'lost')
    display.hang(false)
    await desk.untilReady()
    panelDevice.hang(true)
    const pedalBesidePanel = await delays(pressPedal, pressesBesidePanel)
    await desk.untilState('panel-6', 'lost')
    return {
      ...verdict('panel beside a hung HID display', calm.panel, besideDisplay.panel),
      ...verdict('pedal beside a hung HID display', calm.pedal, besideDisplay.pedal),
      ...verdict('pedal beside a hung panel', calm.pedal, pedalBesidePanel),
    }
  } finally {
    panelDevice.hang(false)
    await centre.leave()
    await desk.stop()
  }
}

/** Milliseconds until the centre has the press, which it gets once it is on disk. */
async function trod(foot: BenchDevice, centre: LabCentre): Promise<number> {
  const before = centre.factsOf('pedal-5').length
  const pressed = performance.now()
  tread(foot)
  await until('the centre has the press', () => centre.factsOf('pedal-5').length > before, patience)
  return (centre.factsOf('pedal-5')[before] ?? 0) - pressed
}

async function delays(press: () => Promise<number>, times = presses): Promise<readonly number[]> {
  const found: number[] = []
  for (let count = 0; count < times; count++) {
    found.push(await press())
    await pause(betweenPresses)
  }
  return found
}

function verdict(what: string, calm: readonly number[], beside: readonly number[]) {
  const [before, now] = [quantile(calm, 0.99), quantile(beside, 0.99)]
  below(what, now - before, mayDelayMs)
  return { [`${what} p99 ms`]: `${before} then ${now}` }
}
