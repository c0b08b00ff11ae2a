import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { temporaryFolder } from './folder.ts'
import { type Running, start, untilSaid } from './processes.ts'
import { until } from './wait.ts'

/** A real Mosquitto with an account for each user: those of desks fenced by the pattern that `install/centre` ships. */
export interface Mosquitto {
  readonly url: string
  /** Stops it with a signal and starts it again on the same port with the same data. */
  restart(signal?: NodeJS.Signals): Promise<void>
  stop(signal?: NodeJS.Signals): Promise<void>
  start(): Promise<void>
  /** Puts another ACL in place and has the running broker read it. */
  reload(acl: readonly string[]): Promise<void>
}

/** What a test may choose beside lines of the configuration. */
export interface MosquittoOptions {
  /** Whether it keeps anything on disk; by default it does. */
  readonly persistence?: 'on' | 'off'
  /** The lines of its ACL for desks; those of the centre's account follow. By default {@link deskAcl}. */
  readonly acl?: readonly string[]
}

/** The fence of a desk. */
export const deskAcl: readonly string[] = ['pattern readwrite deskbridge/1/%u/#', 'pattern read deskbridge/1/+/all/#']

/** Who may connect in tests: name and password. */
export const desk = { name: 'vinh-long/quay-05', password: 'desk secret' } as const
/** The centre's own account. */
export const centre = { name: 'centre', password: 'centre secret' } as const

/** Starts Mosquitto with persistence, accounts and ACL on a free loopback port. `settings` are further lines of its configuration. */
export async function startMosquitto(
  settings: readonly string[] = [],
  options: MosquittoOptions = {},
): Promise<Mosquitto> {
  const folder = temporaryFolder()
  const port = await freePort()
  const [configFile, aclFile, passwordFile] = ['mosquitto.conf', 'acl', 'passwords'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  writeFileSync(passwordFile, '')
  for (const { name, password } of [desk, centre])
    execFileSync('mosquitto_passwd', ['-b', passwordFile, name, password], { stdio: 'ignore' })
  const writeAcl = (acl: readonly string[]) => {
    const lines = [...acl, `user ${centre.name}`, 'topic readwrite deskbridge/1/#']
    writeFileSync(aclFile, `${lines.join('\n')}\n`)
    chmodSync(aclFile, 0o700)
  }
  writeAcl(options.acl ?? deskAcl)
  const config = [
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    `listener ${port} 127.0.0.1`,
    'allow_anonymous false',
    `password_file ${passwordFile}`,
    `acl_file ${aclFile}`,
    ...(options.persistence === 'off' ? [] : ['persistence true', `persistence_location ${folder}/`]),
    'set_tcp_nodelay true',
    // Not 0: with no limit Mosquitto 2.0.11 hangs up on whoever publishes what the ACL forbids.
    'max_queued_messages 50000',
    ...settings,
  ]
  writeFileSync(configFile, `${config.join('\n')}\n`)

  let running: Running | undefined
  const mosquitto: Mosquitto = {
    url: `mqtt://127.0.0.1:${port}`,
    async start() {
      running = start('mosquitto', ['-c', configFile])
      await untilSaid(running, 'running')
    },
    async stop(signal = 'SIGTERM') {
      running?.kill(signal)
      await running?.ended
    },
    async restart(signal) {
      await mosquitto.stop(signal)
      await mosquitto.start()
    },
    async reload(acl) {
      writeAcl(acl)
      const said = running?.said().length ?? 0
      running?.kill('SIGHUP')
      await until('Mosquitto has read its settings again', () =>
        (running?.said().slice(said) ?? '').includes('Reloading config'),
      )
    },
  }
  await mosquitto.start()
  return mosquitto
}

/** A port that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
