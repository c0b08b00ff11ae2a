import { type ChildProcess, execFileSync } from 'node:child_process'
import { closeSync, constants, existsSync, mkdirSync, openSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../../support/processes.ts'
import { until } from '../../support/wait.ts'
import type { Machine } from './machine.ts'

/** The service as systemd runs it, by hand: its command line, account, folders and socket for words. */
export interface Service {
  readonly process: ChildProcess
  /** From the start of the process to its word that it is ready, in milliseconds. */
  readonly startMs: number
  /** All words that systemd would have heard. */
  words(): string
  /** Memory of all its processes that nobody shares with them, in megabytes. */
  megabytes(): number
  /** Stops it as systemd does. Resolves when it is gone. */
  stop(): Promise<void>
}

const minutes = 60_000

/** Starts what the installed unit says. */
export async function startService(machine: Machine): Promise<Service> {
  const runtime = join(machine.root, 'run', 'deskbridge')
  mkdirSync(runtime, { recursive: true })
  machine.run('chown', 'deskbridge:', '/run/deskbridge')
  const socket = join(machine.root, 'run', 'words')
  const systemd = machine.startBeside([
    'socat',
    '-u',
    `UNIX-RECV:${socket},unlink-early,mode=666`,
    `OPEN:${socket}.log,creat,trunc`,
  ])
  await until('somebody listens', () => existsSync(socket))
  const words = () => (existsSync(`${socket}.log`) ? readFileSync(`${socket}.log`, 'utf8') : '')
  const env = {
    NOTIFY_SOCKET: '/run/words',
    WATCHDOG_USEC: '3000000',
    RUNTIME_DIRECTORY: '/run/deskbridge',
    UV_THREADPOOL_SIZE: '16',
  }
  const began = performance.now()
  const child = machine.start(commandOf(machine), { user: 'deskbridge', env })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  await until('the service is ready', () => words().includes('READY=1') || hasEnded(), minutes)
  if (hasEnded()) throw new Error(`the service ended: ${said}`)
  const startMs = performance.now() - began
  return {
    process: child,
    startMs,
    words,
    megabytes: () => treeOf(child.pid ?? 0).reduce((sum, pid) => sum + ownMegabytes(pid), 0),
    async stop() {
      for (const pid of treeOf(child.pid ?? 0).slice(1, 2)) process.kill(pid, 'SIGTERM')
      child.kill('SIGTERM')
      await until('the service is gone', hasEnded)
      systemd.kill('SIGKILL')
    },
  }
}

/** A serial port that the service may open, as udev makes it for an adapter; what is written to it comes from a device. */
export async function serialPort(machine: Machine): Promise<{ readonly path: string; press(line: string): void }> {
  const [port, device] = ['port', 'device'].map((name) => join(machine.root, 'run', name)) as [string, string]
  const tty = (link: string) => `pty,raw,echo=0,link=${link}`
  machine.startBeside(['socat', `${tty(port)},group=dialout,perm=0660`, tty(device)])
  await until('there is a port', () => existsSync(port) && existsSync(device))
  // socat takes the last close of a tty for the end of its work, which a real adapter does not: one user always stays.
  const open = (path: string) => openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  const keepers = [open(port), open(device)]
  machine.onOff(() => keepers.forEach(closeSync))
  return {
    path: readlinkSync(port),
    press: (line) => execFileSync('sh', ['-c', 'cat > "$0"', device], { input: line }),
  }
}

/** `ExecStart=` of the unit that the package has installed. */
function commandOf(machine: Machine): readonly string[] {
  const unit = readFileSync(join(machine.root, 'usr/lib/systemd/system/deskbridge.service'), 'utf8')
  const [, command] = /^ExecStart=(.+)$/m.exec(unit) ?? []
  if (command === undefined) throw new Error(`the unit starts nothing; it comes from ${projectFolder}`)
  return command.split(' ')
}

/** A process and all that it has started. */
function treeOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(treeOf)]
}

function ownMegabytes(pid: number): number {
  const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? []
  return Number(kilobytes ?? 0) / 1024
}
