import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { until } from './wait.ts'

/** A real PostgreSQL server in a temporary folder, reached by its Unix socket only. */
export interface Postgres {
  /** A pool of connections to it. It is ended when the server is. */
  pool(): Pool
  /** Kills it as a power cut would and starts it again on the same data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Where Debian keeps the programs of the newest server that is installed. */
function programFolder(): string | undefined {
  const versions = '/usr/lib/postgresql'
  if (!existsSync(versions)) return undefined
  const newest = readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0]
  return newest === undefined ? undefined : join(versions, newest, 'bin')
}

/** Whether a server is installed. In CI a missing one is an error: the setup script must install it. */
export function hasPostgres(): boolean {
  if (programFolder()) return true
  if (process.env.CI) throw new Error('postgresql is not installed: run "sudo bash test/setup"')
  process.stderr.write(
    '\n*** postgresql is not installed: the tests that need it do not run here. "sudo bash test/setup" installs it. ***\n',
  )
  return false
}

/** A server for all tests of a file, there when the first of them begins. */
export function postgresForFile(): () => Postgres {
  let server: Postgres | undefined
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())
  return () => {
    if (!server) throw new Error('the server is there only while tests run')
    return server
  }
}

/** Starts a server with a fresh database. */
export async function startPostgres(): Promise<Postgres> {
  const programs = programFolder() ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-pg-'))
  const data = join(folder, 'data')
  // The server refuses to run as root.
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(folder, idOf('-u'), idOf('-g'))
  // It must not outlive a test run that is killed.
  const user = isRoot ? ['--reuid=postgres', '--regid=postgres', '--clear-groups'] : []
  const argsOf = (program: string, ...args: string[]) => ['--pdeathsig=QUIT', ...user, join(programs, program), ...args]
  const initialise = argsOf('initdb', '-D', data, '-U', 'deskbridge', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8')
  execFileSync('setpriv', initialise, { stdio: 'ignore', cwd: folder })

  const settings = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'max_connections=40']
  const pools: Pool[] = []
  const isUp = async () => {
    const probe = new Pool({ host: folder, user: 'deskbridge', database: 'postgres', max: 1 })
    try {
      await probe.query('SELECT 1')
      return true
    } catch {
      return false
    } finally {
      await probe.end()
    }
  }
  const run = async () => {
    const server = spawn('setpriv', argsOf('postgres', ...settings), { cwd: folder, stdio: 'ignore' })
    await until('the database server is up', isUp, 60_000)
    return server
  }
  let server = await run()
  const kill = async () => {
    const ended = once(server, 'exit')
    server.kill('SIGQUIT')
    await ended
  }
  return {
    pool() {
      const pool = new Pool({ host: folder, user: 'deskbridge', database: 'postgres', max: 6 })
      // An idle connection that breaks with its server is news to nobody here.
      pool.on('error', () => undefined)
      pools.push(pool)
      return pool
    },
    async restart() {
      await kill()
      server = await run()
    },
    async stop() {
      await Promise.allSettled(pools.map((pool) => pool.end()))
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }))
}
