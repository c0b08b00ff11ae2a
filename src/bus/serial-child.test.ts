import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  childPid,
  forever,
  isRunning,
  type PtyDevice,
  ptyDevice,
  read,
  residentMb,
  silentLog,
  systemClock,
  until,
} from './bus.fixture.ts'
import { type Bus, createBus } from './index.ts'
import { serialChildEntry } from './serial/entry.ts'

let bus: Bus
let device: PtyDevice
let cores: ChildProcess[] = []

beforeEach(async () => {
  bus = createBus({ clock: systemClock, log: silentLog })
  device = await ptyDevice()
})

afterEach(async () => {
  for (const core of cores) core.kill('SIGKILL')
  cores = []
  await bus.stop()
  device.unplug()
})

const serialPid = () => childPid(bus, 'serial')

/** A core of its own that opens the port and says what came of it; then it stays. */
function otherCore(path: string, options: { readonly uid?: number; readonly arguments?: readonly string[] } = {}) {
  const script = `
    import { createBus } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    import { systemClock, settings, silentLog } from ${JSON.stringify(new URL('./bus.fixture.ts', import.meta.url).href)}
    const bus = createBus({ clock: systemClock, log: silentLog })
    const address = { kind: 'serial', path: ${JSON.stringify(path)}, settings }
    const told = await bus.open(address, new AbortController().signal)
      .then(() => bus.children()[0], ({ code, args }) => ({ code, args }))
    console.info(JSON.stringify(told))
    setInterval(() => {}, 1000)`
  const core = spawn(process.execPath, [...(options.arguments ?? []), '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
  cores.push(core)
  return { core, told: firstLine(core).then((line) => JSON.parse(line)) }
}

function firstLine(core: ChildProcess): Promise<string> {
  return new Promise((resolve) => core.stdout?.once('data', (text) => resolve(String(text))))
}

describe('the serial child', () => {
  test('starts with the first port and serves all of them', async () => {
    expect(bus.children()).toEqual([])
    const other = await ptyDevice()
    await Promise.all([bus.open(device.address(), forever()), bus.open(other.address(), forever())])
    expect(bus.children()).toEqual([{ family: 'serial', pid: expect.any(Number) }])
    other.unplug()
  })

  test.each([
    ['SIGKILL', 'DB-SER-009'],
    ['SIGSEGV', 'DB-SER-009'],
    ['SIGSTOP', 'DB-SER-010'],
  ] as const)('after %s: the wire is lost at once, and the port is back within 2 s', async (signal, code) => {
    const wire = await bus.open(device.address(), forever())
    const unfinished = wire.write(Buffer.alloc(50_000)).catch((error) => error.code)
    const dead = serialPid()
    const start = systemClock.mono()
    process.kill(dead, signal)
    expect((await wire.lost).code).toBe(code)
    const again = await bus.open(device.address(), forever())
    expect(systemClock.mono() - start).toBeLessThan(1_900)
    expect(isRunning(dead)).toBe(false)
    expect([undefined, code]).toContain(await unfinished)
    await device.send('back')
    expect(String(await read(again.readable, 4))).toBe('back')
  })

  test('is not blamed for a core that was held up', async () => {
    const wire = await bus.open(device.address(), forever())
    const pid = serialPid()
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000)
    const lost = await Promise.race([wire.lost, new Promise((resolve) => setTimeout(resolve, 1_500, 'still open'))])
    expect(lost).toBe('still open')
    expect(serialPid()).toBe(pid)
  })

  test('ends with its core, however that ends', async () => {
    const { core, told } = otherCore(device.path)
    const { pid } = await told
    expect(isRunning(pid)).toBe(true)
    core.kill('SIGKILL')
    await until(() => !isRunning(pid))
    await bus.open(device.address(), forever())
  })

  test('survives Ctrl-C, which is for the core to answer', async () => {
    const wire = await bus.open(device.address(), forever())
    process.kill(serialPid(), 'SIGINT')
    process.kill(serialPid(), 'SIGTERM')
    await device.send('on')
    expect(String(await read(wire.readable, 2))).toBe('on')
  })

  test('has no debugger, whatever the core was started with', async () => {
    const { told } = otherCore(device.path, { arguments: ['--inspect=0', '--no-warnings'] })
    const { pid } = await told
    const line = readFileSync(`/proc/${pid}/cmdline`)
    expect(String(line)).not.toContain('inspect')
    expect(String(line)).toContain('--max-old-space-size=64')
  })

  test('ends when no port was wanted for half a minute, and starts again with the next', async () => {
    const after = (ms: number, action: () => void) => systemClock.after(ms === 30_000 ? 10 : ms, action)
    const quick = createBus({ clock: { ...systemClock, after }, log: silentLog })
    const wire = await quick.open(device.address(), forever())
    const pid = childPid(quick, 'serial')
    await wire.close()
    await until(() => !isRunning(pid))
    expect(quick.children()).toEqual([])
    await quick.open(device.address(), forever())
    await quick.stop()
  })

  test('is the file beside the bundle in the product', () => {
    const bundled = serialChildEntry('file:///opt/deskbridge/dist/chunk-7.js')
    expect(bundled.href).toBe('file:///opt/deskbridge/dist/serial-child.js')
  })

  test('stops with the bus', async () => {
    await bus.open(device.address(), forever())
    const pid = serialPid()
    await bus.stop()
    expect(isRunning(pid)).toBe(false)
    expect(bus.children()).toEqual([])
  })
})

describe('a port that kills the process that opens it', () => {
  /** It is being opened until its delay is over, so there is time to kill. */
  const slowly = { openDelay: 10_000 }
  const serialPids = () => bus.children().flatMap(({ family, pid }) => (family === 'serial' ? [pid] : []))

  /** These are being opened, by that process alone, and it dies of it. */
  async function dieOpening(...devices: readonly PtyDevice[]): Promise<number> {
    const openings = devices.map((one) => bus.open(one.address(slowly), forever()))
    for (const one of openings) one.catch(() => {})
    const holder = () => serialPids().find((pid) => devices.every(({ path }) => hasOpen(pid, path)))
    await until(() => holder() !== undefined)
    const pid = holder() ?? 0
    process.kill(pid, 'SIGKILL')
    for (const one of openings) await expect(one).rejects.toMatchObject({ code: 'DB-SER-009' })
    return pid
  }

  test('is opened in one of its own from the third time on, and other ports lose nothing', async () => {
    const killer = await ptyDevice()
    for (let deaths = 0; deaths < 2; deaths++) {
      const lost = await bus.open(device.address(), forever())
      await dieOpening(killer)
      expect((await lost.lost).code).toBe('DB-SER-009')
    }
    const wire = await bus.open(device.address(), forever())
    const common = serialPid()
    const words = Array.from({ length: 300 }, (_, n) => `${n};`)
    const saying = (async () => {
      for (const word of words) await device.send(word)
    })()
    for (let deaths = 0; deaths < 2; deaths++) expect(await dieOpening(killer)).not.toBe(common)
    await saying
    const said = words.join('')
    expect(String(await read(wire.readable, said.length))).toBe(said)
    expect(serialPids()).toEqual([common])
    killer.unplug()
  })

  test('is not confused with the one that was opened at the same time, which goes back to all others', async () => {
    const killer = await ptyDevice()
    for (let deaths = 0; deaths < 2; deaths++) await dieOpening(killer, device)
    const apart = await bus.open(device.address(), forever())
    const alone = serialPid()
    await apart.close()
    const back = await bus.open(device.address(), forever())
    expect(serialPid()).not.toBe(alone)
    await back.close()
    killer.unplug()
  })
})

/** Whether a process has a port open. */
function hasOpen(pid: number, path: string): boolean {
  try {
    const port = realpathSync(path)
    const folder = `/proc/${pid}/fd`
    return readdirSync(folder).some((name) => readlinkSync(`${folder}/${name}`) === port)
  } catch {
    // The process, or what it had open, is gone.
    return false
  }
}

describe('10 MB of noise', () => {
  const megabytes = 10
  const noise = Buffer.alloc(1024 * 1024, 'x')

  const flood = async () => {
    for (let i = 0; i < megabytes; i++) await device.send(noise)
  }

  test('without a line end leaves memory flat, and the next line is read', async () => {
    const wire = await bus.open(device.address({ lines: { max: 512 } }), forever())
    const before = residentMb(serialPid())
    await flood()
    await device.send('\nA012\n')
    expect(String(await read(wire.readable, 5))).toBe('A012\n')
    expect(residentMb(serialPid()) - before).toBeLessThan(40)
  })

  test('that nobody reads is bounded by the queue, and what did not fit is counted', async () => {
    const wire = await bus.open(device.address(), forever())
    const before = residentMb(serialPid())
    await flood()
    const { length } = noise
    await until(() => wire.stats().droppedBytes >= (megabytes - 1) * length)
    expect(wire.stats().bytesIn).toBeLessThanOrEqual(megabytes * length)
    expect(residentMb(serialPid()) - before).toBeLessThan(40)
    const kept = megabytes * length - wire.stats().droppedBytes
    expect(await read(wire.readable, kept)).toHaveLength(kept)
  })
})

test('a port without permission names the group to join', async () => {
  // Root may open everything: there the question is asked as nobody, else the right is taken away.
  const root = process.getuid?.() === 0
  if (root) chownSync(device.path, 0, 5)
  const group = String(execFileSync('stat', ['-Lc', '%G', device.path])).trim()
  chmodSync(device.path, root ? 0o600 : 0)
  const { told } = otherCore(device.path, root ? { uid: 65_534 } : {})
  expect(await told).toMatchObject({ code: 'DB-SER-002', args: { port: device.path, group } })
})
