import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, untilListening } from '../bench/broker.ts'
import { type Program, startProgram } from '../bench/programs.ts'
import type { Issued } from '../support/authority.ts'

/** The Mosquitto that a fleet talks to. It keeps its port and its data over restarts. */
export interface FleetBroker extends AsyncDisposable {
  readonly url: string
  readonly port: number
  start(): Promise<void>
  /** Stops it: `asked` lets it save what it has, `killed` does not. */
  stop(how: 'asked' | 'killed'): Promise<void>
  /** Megabytes that it holds in memory. */
  megabytes(): number
  /** Seconds of processor time that it has used since it was started. */
  cpuSeconds(): number
}

/** Starts Mosquitto with the limits of `install/centre`. */
export async function startFleetBroker(folder: string, tls?: Issued['files']): Promise<FleetBroker> {
  const port = await freePort()
  const file = join(folder, 'mosquitto.conf')
  const security = tls
    ? [`cafile ${tls.ca}`, `certfile ${tls.cert}`, `keyfile ${tls.key}`, 'require_certificate true']
    : []
  const asRoot = process.getuid?.() === 0 ? ['user root'] : []
  const lines = [
    ...asRoot,
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    ...security,
    'persistence true',
    `persistence_location ${folder}/`,
    'set_tcp_nodelay true',
    'max_inflight_messages 256',
    'max_queued_messages 500000',
    'log_dest none',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  let program: Program | undefined
  const start = async () => {
    program = startProgram('mosquitto', ['-c', file])
    await untilListening(port)
  }
  await start()
  return {
    url: `${tls ? 'mqtts' : 'mqtt'}://127.0.0.1:${port}`,
    port,
    start,
    async stop(how) {
      const { pid = 0, ended } = program ?? {}
      process.kill(pid, how === 'asked' ? 'SIGTERM' : 'SIGKILL')
      await ended?.catch(() => undefined)
    },
    megabytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${program?.pid}/status`, 'utf8'))?.[1]) / 1024,
    cpuSeconds() {
      const fields = readFileSync(`/proc/${program?.pid}/stat`, 'utf8').split(' ')
      // User and system time in hundredths of a second, proc(5).
      return (Number(fields[13]) + Number(fields[14])) / 100
    },
    [Symbol.asyncDispose]: async () => await program?.[Symbol.asyncDispose](),
  }
}
