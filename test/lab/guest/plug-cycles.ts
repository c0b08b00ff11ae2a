import { realpathSync, statSync } from 'node:fs'
import type { WrittenDevice } from '../../../agent/config/schema.ts'
import { until } from '../../support/wait.ts'
import type { Bench, BenchDevice } from '../devices/bench.ts'
import type { LabScale } from '../scale.ts'
import { type Holdings, LabDesk } from './desk.ts'
import { below, quantile } from './figures.ts'
import type { LabTest } from './lab-test.ts'
import { LinePanel } from './line-panel.ts'
import { atTheBench, fullPlaceOf, patience, same, serialPortAt, since, untilNothingAt } from './room.ts'

/** From when the kernel has made the port to the first word on the open wire. */
const backWithin = 2_000
const mayGrowMegabytes = 24
/** Buffers and caches have their size after so many. */
const settledAfter = 4
/** How a configuration may say where a panel is; both panels are pulled in turn. */
const ways = ['place', 'port'] as const

/** That a panel may be pulled out and put back for ever. */
export const plugCycleTests: readonly LabTest[] = [
  {
    name: 'the agent takes every press of a panel that is pulled out and put back, and holds no more than before',
    from: 'short',
    seconds: 3_000,
    run: (scale) => atTheBench((bench) => cycles(bench, scale)),
  },
]

async function cycles(bench: Bench, { plugCycles }: LabScale) {
  const panels = await Promise.all(ways.map((way, port) => plugPanel(bench, way, port)))
  const started = performance.now()
  const desk = await LabDesk.start({ devices: panels.map(({ written }) => written) })
  try {
    await desk.untilReady()
    const startMs = since(started)
    const pressMs: number[] = []
    const backMs = { place: [] as number[], port: [] as number[] }
    let before: Holdings | undefined
    for (let cycle = 0; cycle < plugCycles; cycle++) {
      const pulled = panels[cycle % panels.length]
      if (!pulled) continue
      backMs[pulled.way].push(await pullAndPutBack(pulled))
      pressMs.push(await pulled.panel.press('next'))
      if (cycle + 1 === settledAfter) before = await atRest(desk)
    }
    const after = await holdsNoMore(desk, before)
    await eachOnce(desk, panels)
    return {
      'start ms': startMs,
      cycles: plugCycles,
      ...back('place', backMs.place),
      ...back('port', backMs.port),
      'press p50 ms': quantile(pressMs, 0.5),
      'press p99 ms': quantile(pressMs, 0.99),
      ...held(before, after),
    }
  } finally {
    await desk.stop()
  }
}

async function eachOnce(desk: LabDesk, panels: readonly PluggedPanel[]): Promise<void> {
  for (const { written, panel } of panels) {
    same(`presses of ${written.name} on disk`, (await desk.presses(written.name)).length, panel.acknowledged)
  }
}

/** A panel in a socket, and how the desk is told of it. */
interface PluggedPanel {
  readonly way: (typeof ways)[number]
  readonly port: number
  readonly device: BenchDevice
  readonly panel: LinePanel
  readonly written: WrittenDevice
}

async function plugPanel(bench: Bench, way: PluggedPanel['way'], port: number): Promise<PluggedPanel> {
  const device = await bench.plug({ chip: 'cdc-acm', identity: { serial: `BTN-4${port}` } }, port)
  const panel = new LinePanel(device, `00C0FFE${port}`)
  const link = await serialPortAt(port)
  const where = way === 'place' ? { place: fullPlaceOf(port) } : { port: link }
  return {
    way,
    port,
    device,
    panel,
    written: { name: `panel-${port}`, profile: 'deskbridge.line-panel', counter: 5, ...where },
  }
}

/** Milliseconds from when the kernel has made the port until the agent speaks on it. */
async function pullAndPutBack({ device, panel, port }: PluggedPanel): Promise<number> {
  await device.unplug()
  await untilNothingAt(port)
  panel.powerUp()
  const introductions = panel.introductions
  await device.replug()
  await until('the agent speaks', () => panel.introductions > introductions, patience)
  const spoke = Date.now()
  return Math.max(0, Math.round(spoke - statSync(realpathSync(await serialPortAt(port))).birthtimeMs))
}

function back(way: string, ms: readonly number[]) {
  return {
    [`back by ${way} p50 ms`]: quantile(ms, 0.5),
    [`back by ${way} p99 ms`]: below(`back by ${way}`, quantile(ms, 0.99), backWithin),
  }
}

function held(before: Holdings | undefined, after: Holdings) {
  return {
    handles: `${before?.handles ?? '?'} then ${after.handles}`,
    MB: `${before?.megabytes ?? '?'} then ${after.megabytes}`,
  }
}

/** What it holds when no device is being opened or closed any more. */
async function atRest(desk: LabDesk): Promise<Holdings> {
  await desk.untilReady()
  return desk.holdings()
}

/** A handle that is just being closed is none that is kept. */
async function holdsNoMore(desk: LabDesk, before: Holdings | undefined): Promise<Holdings> {
  const most = before?.handles ?? Number.POSITIVE_INFINITY
  await until(`no more than ${most} handles`, () => desk.holdings().handles <= most, patience)
  const after = desk.holdings()
  below('growth in MB', after.megabytes - (before ?? after).megabytes, mayGrowMegabytes)
  return after
}
