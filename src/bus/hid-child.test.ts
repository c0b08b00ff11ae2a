import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { childPid, forever, isRunning, silentLog, systemClock, until } from './bus.fixture.ts'
import { hidChildEntry } from './hid/entry.ts'
import type { HidAddress } from './hid/hid-child.ts'
import { type HidDevices, hidDevices } from './hid/hid-devices.ts'
import { type Bus, createBus } from './index.ts'

let bus: Bus
let core: ChildProcess | undefined

beforeEach(() => {
  bus = createBus({ clock: systemClock, log: silentLog })
})

afterEach(async () => {
  core?.kill('SIGKILL')
  await bus.stop()
})

const address = (path: string): HidAddress => ({ kind: 'hid', path, numbered: false, spacing: 0 })
const nowhere = address('/dev/hidraw4711')
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'open',
    (error) => error.code,
  )
const hidPid = () => childPid(bus, 'hid')

describe('the HID child', () => {
  test('starts with the first device and stops with the bus', async () => {
    expect(bus.children()).toEqual([])
    expect(await codeOf(bus.open(nowhere, forever()))).toBe('DB-HID-001')
    const pid = hidPid()
    expect(isRunning(pid)).toBe(true)
    await bus.stop()
    expect(isRunning(pid)).toBe(false)
    expect(bus.children()).toEqual([])
  })

  test('names a device that is not there, and what is no HID device', async () => {
    await expect(bus.open(nowhere, forever())).rejects.toMatchObject({
      code: 'DB-HID-001',
      args: { port: '/dev/hidraw4711' },
    })
    await expect(bus.open(address('/dev/null'), forever())).rejects.toMatchObject({
      code: 'DB-HID-005',
      args: { port: '/dev/null', reason: expect.stringMatching(/HIDRAW/) },
    })
  })

  test('does not open for a caller that has given up', async () => {
    expect(await codeOf(bus.open(nowhere, AbortSignal.abort()))).toBe('DB-BUS-002')
    expect(await codeOf(bus.open(nowhere, forever()))).toBe('DB-HID-001')
  })

  test.each([
    ['SIGKILL', 'DB-HID-009'],
    ['SIGHUP', 'DB-HID-009'],
    ['SIGSTOP', 'DB-HID-010'],
  ] as const)('hit by %s ends what was being opened, and another one takes over', async (signal, code) => {
    await codeOf(bus.open(nowhere, forever()))
    const dead = hidPid()
    process.kill(dead, 'SIGSTOP')
    const opening = codeOf(bus.open(nowhere, forever()))
    process.kill(dead, signal)
    expect(await opening).toBe(code)
    expect(await codeOf(bus.open(nowhere, forever()))).toBe('DB-HID-001')
    expect(isRunning(dead)).toBe(false)
    expect(hidPid()).not.toBe(dead)
  })

  test('ends with its core, however that ends', async () => {
    const child = otherCore()
    const pid = Number(await child)
    expect(isRunning(pid)).toBe(true)
    core?.kill('SIGKILL')
    await until(() => !isRunning(pid))
  })

  test('ends when nothing was wanted for half a minute, and starts again with the next', async () => {
    const after = (ms: number, action: () => void) => systemClock.after(ms === 30_000 ? 10 : ms, action)
    const quick = createBus({ clock: { ...systemClock, after }, log: silentLog })
    await codeOf(quick.open(nowhere, forever()))
    await until(() => quick.children().length === 0)
    expect(await codeOf(quick.open(nowhere, forever()))).toBe('DB-HID-001')
    await quick.stop()
  })

  test('lists by hidapi what the system has, which is nothing where there is no hidraw', async () => {
    const hid = hidDevices({ clock: systemClock, log: silentLog })
    const list = await hid.list()
    if (existsSync('/dev/hidraw0')) expect(list.length).toBeGreaterThan(0)
    else expect(list).toEqual([])
    await hid.stop()
  })

  test('is the file beside the bundle in the product', () => {
    const bundled = hidChildEntry('file:///opt/deskbridge/dist/chunk-7.js')
    expect(bundled.href).toBe('file:///opt/deskbridge/dist/hid-child.js')
  })
})

describe('hints of what is plugged in, from the child', () => {
  let hid: HidDevices
  const start = (times: Readonly<Record<number, number>> = {}) => {
    const after = (ms: number, action: () => void) => systemClock.after(times[ms] ?? ms, action)
    hid = hidDevices({ clock: { ...systemClock, after }, log: silentLog })
    return hid
  }
  afterEach(() => hid.stop())

  /** Something that takes the child a while: it has turned its event loop, and everything of before was handled. */
  const oneBeat = async () => {
    for (let i = 0; i < 3; i++) await codeOf(hid.open(nowhere, forever()))
  }

  test('start it only when somebody listens, and need no USB to live', async () => {
    expect(start().pid()).toBeUndefined()
    const stop = hid.onHint(() => {})
    const pid = hid.pid()
    expect(isRunning(Number(pid))).toBe(true)
    // By the time of the answer the package was loaded and has failed where there is no USB.
    expect(await codeOf(hid.open(nowhere, forever()))).toBe('DB-HID-001')
    await hid.list()
    await oneBeat()
    expect(hid.pid()).toBe(pid)
    stop()
  })

  test('keep the child, and let it go with the last listener', async () => {
    start({ 30000: 10 })
    const stops = [hid.onHint(() => {}), hid.onHint(() => {})]
    await codeOf(hid.open(nowhere, forever()))
    stops[0]?.()
    await oneBeat()
    expect(hid.pid()).toBeDefined()
    stops[1]?.()
    await until(() => hid.pid() === undefined)
  })

  test('come again after the child has died, and one is given for what was missed', async () => {
    start({ 10000: 10 })
    let hints = 0
    hid.onHint(() => {
      hints += 1
    })
    const dead = hid.pid()
    process.kill(Number(dead), 'SIGKILL')
    await until(() => hints === 1)
    expect(hid.pid()).not.toBe(dead)
  })
})

test('a bus that has stopped starts nothing for a hint', async () => {
  await bus.stop()
  bus.onHint(() => {})()
  expect(bus.children()).toEqual([])
  await expect(bus.attached()).rejects.toMatchObject({ code: 'DB-BUS-003' })
})

/** A core of its own with a HID child; tells the child's process id. */
function otherCore(): Promise<string> {
  const script = `
    import { createBus } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    import { systemClock, silentLog } from ${JSON.stringify(new URL('./bus.fixture.ts', import.meta.url).href)}
    const bus = createBus({ clock: systemClock, log: silentLog })
    await bus.open(${JSON.stringify(nowhere)}, new AbortController().signal).catch(() => {})
    console.info(bus.children()[0].pid)
    setInterval(() => {}, 1000)`
  const started = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  core = started
  return new Promise((resolve) => started.stdout.once('data', (text) => resolve(String(text))))
}
