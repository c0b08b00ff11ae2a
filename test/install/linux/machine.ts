import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder } from '../../../install/package/platform.ts'
import { has } from '../../support/processes.ts'
import { until } from '../../support/wait.ts'

/** A Debian that was just installed, without a network: processes, mounts and loopback of its own. */
export interface Machine {
  /** Its files, seen from outside. */
  readonly root: string
  /** Runs a program in it as root to its end; returns what it said, throws when it fails. */
  run(...command: readonly string[]): string
  /** Starts a program in it, as the service's account where `user` says so. */
  start(command: readonly string[], options?: StartOptions): ChildProcess
  /** Starts one of our machine's programs in its network. */
  startBeside(command: readonly string[]): ChildProcess
  /** Puts a file into it. */
  give(file: string, to: string): void
  /** Calls this before it is switched off. */
  onOff(last: () => void): void
  /** Ends all that runs in it and removes it. */
  off(): Promise<void>
}

export interface StartOptions {
  readonly user?: 'deskbridge'
  readonly env?: Readonly<Record<string, string>>
}

const release = 'bookworm'

/** Whether such machines can be made here; says loudly what is missing. */
export function canMakeMachines(): boolean {
  const isRoot = process.getuid?.() === 0
  if (!isRoot)
    process.stderr.write(
      '\n*** Packages are tried in a Debian of their own only as root: this does not run here. ***\n',
    )
  return isRoot && has('debootstrap') && has('mosquitto') && has('socat')
}

/** Makes a machine. Whoever makes it switches it off. */
export async function startMachine(): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-machine-'))
  const root = join(folder, 'root')
  execFileSync('cp', ['-a', cleanSystem(), root])
  const first = spawn('unshare', ['--net', '--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', boot], {
    env: { ...process.env, ROOT: root },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const atOff: (() => void)[] = []
  await until('the machine is up', () => existsSync(join(root, 'run', 'is-up')))
  const pid = innermost(first)
  const enter = ['-t', String(pid), '--net', '--mount', '--pid']
  const inside = (command: readonly string[], { user, env = {} }: StartOptions = {}) => [
    ...enter,
    ...['chroot', root, 'env', '-i', `PATH=${path}`, 'LANG=C.UTF-8', 'HOME=/'],
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ...(user ? ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups', '--no-new-privs'] : []),
    ...command,
  ]
  return {
    root,
    run: (...command) =>
      execFileSync('nsenter', inside(command), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    start: (command, options) => spawn('nsenter', inside(command, options), { stdio: ['ignore', 'pipe', 'pipe'] }),
    startBeside: (command) => spawn('nsenter', [...enter, ...command], { stdio: 'ignore' }),
    give(file, to) {
      mkdirSync(join(root, to, '..'), { recursive: true })
      cpSync(file, join(root, to), { dereference: true })
    },
    onOff: (last) => atOff.push(last),
    async off() {
      for (const last of atOff) last()
      // All others end with the machine's first process.
      process.kill(pid, 'SIGKILL')
      await until('the machine is off', () => first.exitCode !== null || first.signalCode !== null)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const path = '/usr/sbin:/usr/bin:/sbin:/bin'

/** Devices are ours, so that a tty made by a test can be opened in it. */
const boot = `
  mount --make-rprivate / && ip link set lo up &&
  mount -t proc proc "$ROOT/proc" && mount --rbind /dev "$ROOT/dev" && : > "$ROOT/run/is-up" && exec sleep infinity`

/** A Debian as its installer leaves it, less what a PC has and a server has not; made once, with the network. */
function cleanSystem(): string {
  const folder = join(cacheFolder, release)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.unfinished-${process.pid}`
  mkdirSync(cacheFolder, { recursive: true })
  execFileSync('debootstrap', ['--variant=minbase', release, unfinished], { stdio: ['ignore', 'ignore', 'inherit'] })
  renameSync(unfinished, folder)
  return folder
}

/** `unshare --fork` has one child, which is the machine's first process. */
function innermost(first: ChildProcess): number {
  return Number(execFileSync('pgrep', ['-P', String(first.pid)], { encoding: 'utf8' }).trim())
}
