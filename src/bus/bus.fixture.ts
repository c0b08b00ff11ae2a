import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, constants, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bus, BusChild } from './bus.ts'
import type { Chunk, SerialSettings, WireAddress } from './wire.ts'

// Real parts for the tests of this room: serial devices at the far end of a pty.

export { silentLog, systemClock } from '../../test/support/faces.ts'

export const settings: SerialSettings = { baud: 9600, data: 8, parity: 'none', stop: 1, flow: 'none' }

/** A device at the far end of a virtual serial line. */
export interface PtyDevice {
  readonly path: string
  readonly socat: ChildProcess
  address(more?: Partial<SerialSettings>): WireAddress
  send(bytes: string | Uint8Array): Promise<void>
  /** Resolves when the device has received at least these bytes. */
  received(text: string): Promise<void>
  /** Forgets what it has received. */
  forget(): void
  /** Pulls the cable: the port hangs up and its name is gone. */
  unplug(): void
}

/** Starts a pty whose master side is this test, by way of socat. */
export async function ptyDevice(): Promise<PtyDevice> {
  const path = join(tmpdir(), `pty-${randomUUID()}`)
  const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, 'stdio'], { stdio: ['pipe', 'pipe', 'ignore'] })
  await until(() => existsSync(path))
  // socat ends when the last user of a pty leaves it; the device must outlive every opening.
  const keeper = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  let heard = Buffer.alloc(0)
  socat.stdout.on('data', (bytes: Buffer) => {
    heard = Buffer.concat([heard, bytes])
  })
  socat.on('exit', () => closeSync(keeper))
  return {
    path,
    socat,
    address: (more = {}) => ({ kind: 'serial', path, settings: { ...settings, ...more } }),
    send: (bytes) => new Promise((resolve) => socat.stdin.write(bytes, () => resolve())),
    received: (text) => until(() => heard.includes(Buffer.from(text, 'latin1'))),
    forget() {
      heard = Buffer.alloc(0)
    },
    unplug() {
      socat.kill('SIGKILL')
      rmSync(path, { force: true })
    },
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

/** Reads until at least `count` bytes have come. */
export async function read(readable: AsyncIterable<Chunk>, count: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let total = 0
  if (count === 0) return Buffer.alloc(0)
  for await (const { bytes } of readable) {
    parts.push(bytes)
    total += bytes.length
    if (total >= count) break
  }
  return Buffer.concat(parts)
}

/** Whether a process runs; one that ended and was not yet buried does not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** The resident memory of a process in MB. */
export function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

export const forever = (): AbortSignal => new AbortController().signal

/** The process of a family of wires. Never 0, which as the target of a signal would be all of us. */
export function childPid(bus: Bus, family: BusChild['family']): number {
  const child = bus.children().find((one) => one.family === family)
  if (!child) throw new Error(`no ${family} child is running`)
  return child.pid
}
