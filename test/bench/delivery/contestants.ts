import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort, startBridge, untilListening } from '../broker.ts'
import { type Program, startProgram } from '../programs.ts'
import type { Workshop } from '../workshop.ts'
import { payloadOf } from './payload.ts'

/** A program that takes events and delivers them to the broker at a port. */
export interface Contestant {
  readonly name: string
  /** Starts it on a folder, which it may know from before. */
  start(workshop: Workshop, folder: string, centre: number): Promise<Runner>
}

/** A contestant at work. */
export interface Runner extends AsyncDisposable {
  readonly pid: number
  /** Offers it that many events at once; milliseconds until it has accepted them all. */
  accept(count: number): Promise<number>
  /** The same until the broker has acknowledged them; undefined for programs that cannot tell. */
  readonly deliver?: (count: number) => Promise<number>
  /** Offers events until the contestant is killed, after `ms`; how many it had accepted, the first ones. */
  acceptUntilKilled(ms: number): Promise<number>
}

const here = import.meta.dirname

/** The product: journal and link. */
export const deskbridge: Contestant = {
  name: 'deskbridge',
  start: (_, folder, centre) => startWorker([join(here, 'desk-worker.ts'), folder, String(centre)]),
}

/** mqtt.js with a store. */
export const queue = (kind: 'memory' | 'level', peers: string): Contestant => ({
  name: kind === 'memory' ? 'mqtt.js, in memory' : 'mqtt.js + mqtt-level-store',
  start: (_, folder, centre) => startWorker([join(here, 'queue-peer.ts'), kind, peers, folder, String(centre)]),
})

/** Mosquitto as a bridge, which programs on the same machine publish to. */
export const bridge = (name: string, autosave?: number): Contestant => ({
  name: `Mosquitto bridge, ${name}`,
  async start({ folder: programs }, folder, centre) {
    const broker = await startBridge(folder, centre, autosave)
    const publish = (count: number) =>
      startProgram(join(programs, 'publisher'), [broker.port, count, 650, 200].map(String))
    return {
      pid: broker.pid,
      async accept(count) {
        await using publisher = publish(count)
        return Number(await publisher.line(120_000)) / 1e6
      },
      async acceptUntilKilled(ms) {
        await using publisher = publish(1_000_000)
        await pause(ms)
        process.kill(broker.pid, 'SIGKILL')
        return -Number(await publisher.line())
      },
      [Symbol.asyncDispose]: () => broker[Symbol.asyncDispose](),
    }
  },
})

/** Node-RED with lines from a socket to its mqtt out node. */
export const nodeRed = (peers: string): Contestant => ({
  name: 'Node-RED, mqtt out',
  async start(_, folder, centre) {
    const port = await freePort()
    writeFlow(folder, port, centre)
    const main = join(peers, 'node_modules', 'node-red', 'red.js')
    const program = startProgram(process.execPath, [
      main,
      '--userDir',
      folder,
      '--settings',
      join(folder, 'settings.cjs'),
    ])
    await untilListening(port)
    const feed = async (from: number, count: number) => {
      const socket = connect(port, '127.0.0.1')
      for (let number = from; number < from + count; number++) socket.write(`${payloadOf(number)}\n`)
      await new Promise<void>((resolve) => socket.end(resolve))
    }
    return {
      pid: program.pid,
      async accept(count) {
        const begun = performance.now()
        await feed(1, count)
        return performance.now() - begun
      },
      async acceptUntilKilled(ms) {
        await feed(1, 500)
        await pause(ms)
        process.kill(program.pid, 'SIGKILL')
        return 500
      },
      [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
    }
  },
})

async function startWorker(args: readonly string[]): Promise<Runner> {
  const program = startProgram(process.execPath, args)
  await program.line()
  const ask = async (command: string) => {
    program.send(command)
    return Number(await program.line(300_000))
  }
  return {
    pid: program.pid,
    accept: (count) => ask(`accept ${count}`),
    deliver: (count) => ask(`deliver ${count}`),
    acceptUntilKilled: (ms) => countUntilKilled(program, ms),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  }
}

async function countUntilKilled(program: Program, ms: number): Promise<number> {
  program.send('pace 100000 500')
  const kill = setTimeout(() => process.kill(program.pid, 'SIGKILL'), ms)
  let accepted = 0
  try {
    for (;;) accepted = Number((await program.line()).split(' ')[1])
  } catch {
    return accepted
  } finally {
    clearTimeout(kill)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function writeFlow(folder: string, port: number, centre: number): void {
  mkdirSync(folder, { recursive: true })
  const flow = [
    { id: 't', type: 'tab', label: 'bench' },
    {
      id: 'b',
      type: 'mqtt-broker',
      broker: '127.0.0.1',
      port: String(centre),
      clientid: 'bench-red',
      protocolVersion: '4',
    },
    {
      id: 'i',
      type: 'tcp in',
      z: 't',
      server: 'server',
      host: '',
      port: String(port),
      datamode: 'stream',
      datatype: 'utf8',
      newline: '\\n',
      trim: true,
      base64: false,
      wires: [['o']],
    },
    { id: 'o', type: 'mqtt out', z: 't', topic: 'bench/peer', qos: '1', retain: 'false', broker: 'b', wires: [] },
  ]
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(flow))
  const settings = {
    uiPort: 0,
    uiHost: '127.0.0.1',
    httpAdminRoot: false,
    httpNodeRoot: false,
    flowFile: 'flows.json',
    logging: { console: { level: 'off' } },
  }
  writeFileSync(join(folder, 'settings.cjs'), `module.exports = ${JSON.stringify(settings)}\n`)
}
