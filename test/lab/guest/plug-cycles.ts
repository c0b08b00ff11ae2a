import { until } from '../../support/wait.ts'
import type { Bench } from '../devices/bench.ts'
import type { LabScale } from '../scale.ts'
import { type Holdings, LabDesk } from './desk.ts'
import { below, quantile } from './figures.ts'
import type { LabTest } from './lab-test.ts'
import { LinePanel } from './line-panel.ts'
import { atTheBench, patience, same, serialPortAt, since, untilNothingAt } from './room.ts'

/** From when the system knows the port to the first word on the open wire, emulated and beside other work. */
const backWithin = 15_000
const mayGrowMegabytes = 24
/** Buffers and caches have their size after so many. */
const settledAfter = 3

/** That a panel may be pulled out and put back for ever. */
export const plugCycleTests: readonly LabTest[] = [
  {
    name: 'the agent takes every press of a panel that is pulled out and put back, and holds no more than before',
    short: true,
    seconds: 3_000,
    run: (scale) => atTheBench((bench) => cycles(bench, scale)),
  },
]

async function cycles(bench: Bench, { plugCycles }: LabScale) {
  const device = await bench.plug({ chip: 'cdc-acm', identity: { serial: 'BTN-42' } }, 0)
  const panel = new LinePanel(device, '00C0FFEE')
  const port = await serialPortAt(0)
  const started = performance.now()
  const desk = await LabDesk.start({
    devices: [{ name: 'panel-1', profile: 'deskbridge.line-panel', port, counter: 5 }],
  })
  try {
    await desk.untilReady()
    const startMs = since(started)
    const pressMs = [await panel.press('next')]
    const backMs: number[] = []
    let before: Holdings | undefined
    for (let cycle = 0; cycle < plugCycles; cycle++) {
      await device.unplug()
      await untilNothingAt(0)
      panel.powerUp()
      backMs.push(await putBack(panel, () => device.replug()))
      pressMs.push(await panel.press('next'))
      if (cycle + 1 === settledAfter) before = desk.holdings()
    }
    const after = desk.holdings()
    holdsNoMore(before ?? after, after)
    await eachOnce(desk, panel)
    return {
      'start ms': startMs,
      cycles: plugCycles,
      'back p50 ms': quantile(backMs, 0.5),
      'back p99 ms': below('back', quantile(backMs, 0.99), backWithin),
      'press p50 ms': quantile(pressMs, 0.5),
      'press p99 ms': quantile(pressMs, 0.99),
      handles: `${before?.handles} then ${after.handles}`,
      MB: `${before?.megabytes} then ${after.megabytes}`,
    }
  } finally {
    await desk.stop()
  }
}

/** Milliseconds from when the system knows the port until the agent speaks on it. */
async function putBack(panel: LinePanel, replug: () => Promise<void>): Promise<number> {
  const introductions = panel.introductions
  await replug()
  await serialPortAt(0)
  const back = performance.now()
  await until('the agent speaks', () => panel.introductions > introductions, patience)
  return since(back)
}

async function eachOnce(desk: LabDesk, panel: LinePanel): Promise<void> {
  const presses = await desk.presses('panel-1')
  same('presses on disk', presses.length, panel.acknowledged)
}

function holdsNoMore(before: Holdings, after: Holdings): void {
  same('handles', after.handles, before.handles)
  below('growth in MB', after.megabytes - before.megabytes, mayGrowMegabytes)
}
