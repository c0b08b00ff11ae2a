import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { type LaidCard, layCard, type VirtualCard } from './vpcd.ts'

/** The real PC/SC service with two virtual readers, for this test alone. */
export interface CardService {
  /** Where its library finds it: the variable `PCSCLITE_CSOCK_NAME`. */
  readonly socket: string
  /** The names of its readers. */
  readonly readers: readonly [string, string]
  /** Lays a card into the first reader. */
  lay(card: VirtualCard): Promise<LaidCard>
  /** Ends it as a crash does. */
  kill(): Promise<void>
  start(): Promise<void>
}

const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'

/** Whether the service can run here; says loudly why not. */
export function hasCardService(): boolean {
  if (!has('pcscd') || !has('cc')) return false
  const missing = !existsSync(driver) ? `${driver} (package vsmartcard-vpcd)` : process.getuid?.() === 0 ? '' : 'root'
  if (missing === '') return true
  process.stderr.write(`\n*** ${missing} is missing: the tests with a virtual card reader do not run here. ***\n`)
  return false
}

/** Starts the service; it is ended when the test has finished. */
export async function startCardService(): Promise<CardService> {
  const folder = temporaryFolder()
  const run = join(folder, 'run')
  const port = await twoFreePorts()
  mkdirSync(run)
  mkdirSync(join(folder, 'readers'))
  const channel = `0x${port.toString(16).toUpperCase()}`
  const reader = [
    'FRIENDLYNAME "Virtual PCD"',
    `DEVICENAME /dev/null:${channel}`,
    `LIBPATH ${driver}`,
    `CHANNELID ${channel}`,
  ]
  writeFileSync(join(folder, 'readers', 'virtual'), `${reader.join('\n')}\n`)
  const wire = join(folder, 'reader-wire.so')
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', wire, join(import.meta.dirname, 'reader-wire.c'), '-ldl'])
  const socket = join(run, 'pcscd.comm')
  let service: ChildProcess | undefined

  const kill = async () => {
    if (service && service.exitCode === null && service.signalCode === null) {
      const ended = new Promise((resolve) => service?.once('exit', resolve))
      service.kill('SIGKILL')
      await ended
    }
    rmSync(socket, { force: true })
  }
  const start = async () => {
    service = inOwnRun(run, join(folder, 'readers'), wire)
    let said = ''
    for (const stream of [service.stdout, service.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        said = (said + bytes.toString('utf8')).slice(-2_000)
      })
    }
    const isOver = () => service?.exitCode !== null
    await until('the card service', () => existsSync(socket) || isOver())
    if (isOver()) throw new Error(`pcscd ended: ${said}`)
  }

  await start()
  onTestFinished(kill)
  return {
    socket,
    readers: ['Virtual PCD 00 00', 'Virtual PCD 00 01'],
    lay: (card) => layWhenReady(card, port),
    kill,
    start,
  }
}

/** pcscd has one place for its socket; so it gets a folder of its own there, in a view of the disk that only it has. */
function inOwnRun(run: string, readers: string, wire: string): ChildProcess {
  const options = knowsPolkit() ? ' --disable-polkit' : ''
  const place = 'mount -t tmpfs none /run && mkdir /run/pcscd && mount --bind "$0" /run/pcscd'
  const script = `${place} && LD_PRELOAD="$2" exec pcscd --foreground${options} --config "$1"`
  return spawn('unshare', ['--mount', 'sh', '-c', script, run, readers, wire], { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Newer ones ask polkit about each client, and there is none here. */
function knowsPolkit(): boolean {
  return execFileSync('pcscd', ['--help'], { encoding: 'utf8' }).includes('--disable-polkit')
}

/** The readers listen a moment after the service does. */
async function layWhenReady(card: VirtualCard, port: number): Promise<LaidCard> {
  let laid: LaidCard | undefined
  await until('the virtual reader', async () => {
    laid = await layCard(card, port).catch(() => undefined)
    return laid !== undefined
  })
  if (!laid) throw new Error('unreachable')
  return laid
}

/** The driver takes two ports that follow each other. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const first = await listenBriefly(0)
    if (first !== undefined && (await listenBriefly(first + 1)) !== undefined) return first
  }
}

function listenBriefly(port: number): Promise<number | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
