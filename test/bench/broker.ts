import { mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startProgram } from './programs.ts'

/** A real Mosquitto on a free loopback port. */
export interface Broker extends AsyncDisposable {
  readonly port: number
}

/** Starts Mosquitto as a centre runs it: with persistence and without Nagle's delay. */
export async function startBroker(folder: string): Promise<Broker> {
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  const config = [
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence true',
    `persistence_location ${folder}/`,
    'set_tcp_nodelay true',
    'max_queued_messages 0',
    'log_dest none',
  ]
  const file = join(folder, 'mosquitto.conf')
  writeFileSync(file, `${config.join('\n')}\n`)
  const program = startProgram('mosquitto', ['-c', file])
  await untilListening(port)
  return { port, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() }
}

async function untilListening(port: number): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!(await accepts(port))) {
    if (performance.now() > deadline) throw new Error('mosquitto does not start')
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}
