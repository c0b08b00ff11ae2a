import { mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startProgram } from './programs.ts'

/** A real Mosquitto on a loopback port. */
export interface Broker extends AsyncDisposable {
  readonly port: number
  readonly pid: number
}

/** Starts Mosquitto as a centre runs it: with persistence and without Nagle's delay. */
export async function startBroker(folder: string, port?: number): Promise<Broker> {
  const own = port ?? (await freePort())
  return await startMosquitto(folder, own, [
    'persistence true',
    `persistence_location ${folder}/`,
    'set_tcp_nodelay true',
    'max_queued_messages 0',
    'max_inflight_messages 0',
  ])
}

/**
 * Starts Mosquitto as a bridge: what programs publish to it goes to the broker at `centre`, and is kept while that is away.
 * @param autosave after how many changes it writes everything to disk; undefined for its default, every half hour.
 */
export async function startBridge(folder: string, centre: number, autosave?: number): Promise<Broker> {
  return await startMosquitto(folder, await freePort(), [
    'persistence true',
    `persistence_location ${folder}/`,
    ...(autosave === undefined ? [] : ['autosave_on_changes true', `autosave_interval ${autosave}`]),
    'set_tcp_nodelay true',
    'max_queued_messages 0',
    'max_inflight_messages 0',
    'connection centre',
    `address 127.0.0.1:${centre}`,
    'topic # out 1',
    'cleansession false',
    'restart_timeout 1',
    'notifications false',
  ])
}

async function startMosquitto(folder: string, port: number, settings: readonly string[]): Promise<Broker> {
  mkdirSync(folder, { recursive: true })
  const asRoot = process.getuid?.() === 0 ? ['user root'] : []
  const config = [...asRoot, `listener ${port} 127.0.0.1`, 'allow_anonymous true', 'log_dest none', ...settings]
  const file = join(folder, 'mosquitto.conf')
  writeFileSync(file, `${config.join('\n')}\n`)
  const program = startProgram('mosquitto', ['-c', file])
  await untilListening(port)
  return { port, pid: program.pid, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() }
}

/** Waits until somebody listens on a loopback port. */
export async function untilListening(port: number): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!(await accepts(port))) {
    if (performance.now() > deadline) throw new Error(`nobody listens on port ${port}`)
    await pause(20)
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
}

/** A loopback port that nobody has. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}
