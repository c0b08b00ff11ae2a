import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { centre, desk, freePort } from './mosquitto.ts'
import { has } from './processes.ts'
import { until } from './wait.ts'

/** A RabbitMQ node of our own, with its MQTT plugin: the broker that speaks MQTT 3.1.1 only. */
export interface RabbitMq {
  readonly url: string
  /** Kills the node at once; what it has on disk stays. */
  kill(): Promise<void>
  /** Deletes what a killed node had on disk. */
  forget(): void
  start(): Promise<void>
}

/** Who may connect. */
interface PasswordAccount {
  readonly name: string
  readonly password: string
}

/** Debian's own wrapper starts the node as another user; this is the program behind it. */
const program = '/usr/lib/rabbitmq/bin/rabbitmq-server'
/** How long a node takes to start here at most: ten seconds on an idle machine. */
const longestStart = 120_000

/** Whether RabbitMQ is installed; says so loudly when it is not. */
export function hasRabbitMq(): boolean {
  return has('rabbitmq-server') && has('epmd') && existsSync(program)
}

/**
 * Starts one node for a test file, with the accounts that Mosquitto has in tests; everything is gone after the file.
 * Call it in `beforeAll`: a start takes seconds.
 */
export async function startRabbitMq(desks: readonly PasswordAccount[] = [desk]): Promise<RabbitMq> {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-rabbitmq-'))
  const [mqttPort, nodePort, mapperPort] = [await freePort(), await freePort(), await freePort()]
  writeSettings(folder, mqttPort, desks)
  const environment = nodeEnvironment(folder, nodePort, mapperPort)
  // The node would start a port mapper (epmd) of its own and leave it behind; this one ends with us.
  const mapper = launch('epmd', ['-port', String(mapperPort), '-address', '127.0.0.1'], environment)
  let node: Program | undefined

  const broker: RabbitMq = {
    url: `mqtt://127.0.0.1:${mqttPort}`,
    async start() {
      const started = launch(program, [], environment)
      node = started
      await until(
        'RabbitMQ has started',
        () => {
          if (started.over()) throw new Error(`RabbitMQ did not start: ${started.said().slice(-2_000)}`)
          return started.said().includes('Server startup complete')
        },
        longestStart,
      )
    },
    kill: async () => await node?.kill(),
    forget: () => rmSync(join(folder, 'mnesia'), { recursive: true, force: true }),
  }
  afterAll(async () => {
    await node?.kill()
    await mapper.kill()
    rmSync(folder, { recursive: true, force: true })
  })
  await broker.start()
  return broker
}

function nodeEnvironment(folder: string, nodePort: number, mapperPort: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    // Not that it would: this makes the script become the node instead of watching it, so that killing it kills the node.
    RUNNING_UNDER_SYSTEMD: 'true',
    // The node keeps its cookie in its home.
    HOME: folder,
    ERL_EPMD_PORT: String(mapperPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `deskbridge-${nodePort}@localhost`,
    RABBITMQ_DIST_PORT: String(nodePort),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_PID_FILE: join(folder, 'pid'),
  }
}

function writeSettings(folder: string, mqttPort: number, desks: readonly PasswordAccount[]): void {
  const settings = [
    'listeners.tcp = none',
    `mqtt.listeners.tcp.1 = 127.0.0.1:${mqttPort}`,
    'mqtt.allow_anonymous = false',
    `load_definitions = ${join(folder, 'definitions.json')}`,
    'log.console = true',
  ]
  writeFileSync(join(folder, 'rabbitmq.conf'), `${settings.join('\n')}\n`)
  writeFileSync(join(folder, 'plugins'), '[rabbitmq_mqtt].\n')
  writeFileSync(join(folder, 'definitions.json'), JSON.stringify(definitionsFor(desks)))
}

/** RabbitMQ writes a topic's `/` as `.`, so its own placeholder for the user name cannot fence `{centre}/{desk}`. */
const fence = (name: string) => `^deskbridge\\.1\\.(${name.replace('/', '\\.')}|[^.]+\\.all)\\.`
const everything = { configure: '.*', write: '.*', read: '.*', vhost: '/' }

function definitionsFor(desks: readonly PasswordAccount[]): object {
  const accounts = [...desks, centre]
  return {
    vhosts: [{ name: '/' }],
    users: accounts.map(({ name, password }) => ({
      name,
      password_hash: hashOf(password),
      hashing_algorithm: 'rabbit_password_hashing_sha256',
      tags: '',
    })),
    permissions: accounts.map(({ name }) => ({ user: name, ...everything })),
    topic_permissions: desks.map(({ name }) => ({
      user: name,
      vhost: '/',
      exchange: 'amq.topic',
      write: fence(name),
      read: fence(name),
    })),
  }
}

/** Base64 of four random bytes and the SHA-256 of these and the password. */
function hashOf(password: string): string {
  const salt = randomBytes(4)
  return Buffer.concat([salt, createHash('sha256').update(salt).update(password).digest()]).toString('base64')
}

interface Program {
  said(): string
  over(): boolean
  kill(): Promise<void>
}

/** Starts a program that dies with us, however we die: a node that stays behind would keep its ports and memory. */
function launch(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Program {
  const child: ChildProcess = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const keep = (bytes: Buffer) => {
    said = (said + bytes.toString('utf8')).slice(-100_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      said += error.message
      resolve()
    })
    child.once('exit', () => resolve())
  })
  return {
    said: () => said,
    over: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
