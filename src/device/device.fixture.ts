import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, constants, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock as clock, silentLog as log, systemRandom } from '../../test/support/faces.ts'
import { childPid } from '../bus/bus.fixture.ts'
import { type Attached, createBus, type WireAddress } from '../bus/index.ts'
import type { DeskInput, DeviceHealth } from '../contract/index.ts'
import { compile, type Profile } from '../profile/index.ts'
import {
  createDevices,
  type DeviceBinding,
  type DeviceDiagnostics,
  type DeviceHost,
  type Devices,
  type Marks,
  noRecorder,
} from './index.ts'

// A desk for the tests of this room: the real clock, bus and profiles, and devices at the far end of real wires.

/** The agent's side, as a test sees it. */
export interface Desk {
  readonly inputs: DeskInput[]
  readonly known: Set<string>
  readonly healths: DeviceHealth[]
  /** What `accept` waits for; the test holds or breaks it to play the disk. */
  disk: Promise<void>
  /** What an attempt to open waits for before it tells how it went; the test holds it to play a slow driver. */
  driver: Promise<void>
  /** How many attempts were made. */
  attempts: number
  /** What the desk remembers of its devices. */
  readonly marks: Map<string, Marks>
  /** What is plugged in from now on, as the system would tell it. */
  plug(...attached: readonly Attached[]): void
  childPid(): number
  supervise(profile: Profile, address: WireAddress, more?: Partial<DeviceBinding>): SupervisedDevice
  stop(): Promise<void>
}

/** One device of it. */
export interface SupervisedDevice {
  show: Devices['show']
  diagnostics(): DeviceDiagnostics
  stop(): Promise<void>
}

export function createDesk(): Desk {
  // Only what is plugged in is played: the wires are real.
  const bus = createBus({ clock, log })
  const hints = new Set<() => void>()
  let attached: readonly Attached[] = []
  const onHint = (listener: () => void) => {
    hints.add(listener)
    return () => hints.delete(listener)
  }
  const desk: Desk = {
    inputs: [],
    known: new Set(),
    marks: new Map(),
    plug(...now) {
      attached = now
      for (const hint of hints) hint()
    },
    healths: [],
    disk: Promise.resolve(),
    childPid: () => childPid(bus, 'serial'),
    driver: Promise.resolve(),
    attempts: 0,
    supervise(profile, address, more = {}) {
      const role = profile.deviceClass as DeviceBinding['role']
      const name = `${role}-${devices.health().length + 1}`
      devices.add({ name, profile, at: { kind: 'address', address }, counter: '5', role, keys: {}, ...more })
      return {
        show: devices.show,
        diagnostics: () => devices.diagnostics().find(({ health }) => health.name === name) as DeviceDiagnostics,
        stop: () => devices.remove(name),
      }
    },
    async stop() {
      await devices.stop()
      await bus.stop()
    },
  }
  const host: DeviceHost = {
    clock,
    log,
    recorder: noRecorder,
    bus: {
      ...bus,
      attached: async () => attached,
      onHint,
      open(address, signal) {
        desk.attempts += 1
        return bus.open(address, signal).finally(() => desk.driver)
      },
    },
    // Without jitter, so that what is tried again comes as soon as it can.
    random: { ...systemRandom, unit: () => 0 },
    async accept(input) {
      desk.inputs.push(input)
      await desk.disk
    },
    isKnown: (key) => desk.known.has(key),
    memory: {
      marksOf: (device) => desk.marks.get(device) ?? {},
      remember: (device, marks) => void desk.marks.set(device, marks),
    },
    healthChanged: (health) => desk.healths.push(health),
  }
  const devices = createDevices(host)
  return desk
}

/** A profile of the library. */
export function libraryProfile(file: string): Profile {
  return compile(readFileSync(new URL(`../../device-profiles/${file}`, import.meta.url), 'utf8'), file)
}

/** The far end of a wire: what a device would say and hear. */
export interface FarEnd {
  readonly address: WireAddress
  say(bytes: string | Uint8Array): void
  heard(): Buffer
  forget(): void
}

/** A device in the network. */
export async function tcpDevice(): Promise<
  FarEnd & { sayAndLeave(bytes: string): void; hangUp(): void; stop(): void }
> {
  let peer: Socket | undefined
  let heard = Buffer.alloc(0)
  const server = createServer((socket) => {
    peer = socket
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes])
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    address: { kind: 'tcp', host: '127.0.0.1', port },
    say: (bytes) => peer?.write(bytes),
    heard: () => heard,
    forget: () => {
      heard = Buffer.alloc(0)
    },
    sayAndLeave: (bytes) => peer?.end(bytes),
    hangUp: () => peer?.destroy(),
    stop() {
      peer?.destroy()
      server.close()
    },
  }
}

/** A device at a serial cable that can be pulled, put back, and frozen. */
export async function serialDevice(): Promise<FarEnd & { plug(): Promise<void>; unplug(): void; freeze(): void }> {
  const path = join(tmpdir(), `desk-${randomUUID()}`)
  let heard = Buffer.alloc(0)
  let socat: ChildProcess
  const plug = async () => {
    socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, 'stdio'], { stdio: ['pipe', 'pipe', 'ignore'] })
    socat.stdout?.on('data', (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes])
    })
    await until(() => existsSync(path))
    // socat ends when the last user of a pty leaves it; the device must outlive every opening.
    const keeper = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
    socat.on('exit', () => closeSync(keeper))
  }
  await plug()
  return {
    address: {
      kind: 'serial',
      path,
      settings: { baud: 9600, data: 8, parity: 'none', stop: 1, flow: 'none' },
    },
    say: (bytes) => socat.stdin?.write(bytes),
    heard: () => heard,
    forget: () => {
      heard = Buffer.alloc(0)
    },
    plug,
    unplug() {
      socat.kill('SIGKILL')
      rmSync(path, { force: true })
    },
    freeze: () => socat.kill('SIGSTOP'),
  }
}

/** Resolves when the condition holds; rejects after `ms`. */
export async function until(condition: () => boolean, ms = 25_000): Promise<void> {
  const end = Date.now() + ms
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Long enough for a wrong byte to arrive over a local wire. */
export const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100))
