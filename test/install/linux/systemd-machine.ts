import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder } from '../../../install/package/platform.ts'
import { has } from '../../support/processes.ts'
import { until } from '../../support/wait.ts'
import { canMakeMachines } from './machine.ts'

/** A Debian that systemd has started, as it starts a PC; without a network and without devices. */
export interface SystemdMachine {
  readonly root: string
  /** Runs a program in it to its end; returns what it said, throws when it fails. */
  run(...command: readonly string[]): string
  /** Properties of a unit, as systemd shows them. */
  show(unit: string, property: string): string
  off(): Promise<void>
}

const release = 'bookworm'
const parts = ['systemd', 'systemd-sysv', 'dbus', 'udev', 'libusb-1.0-0']
const minutes = 60_000

/** Whether such machines can be made here. */
export function canStartSystemd(): boolean {
  return canMakeMachines() && has('systemd-nspawn')
}

/** Starts a machine. Whoever starts it switches it off. */
export async function startSystemdMachine(): Promise<SystemdMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-systemd-'))
  const root = join(folder, 'root')
  execFileSync('cp', ['-a', cleanSystem(), root])
  const options = ['-D', root, '--private-network', '--register=no', '--keep-unit', '--boot']
  const machine = spawn('systemd-nspawn', options, { stdio: 'ignore' })
  const isOff = () => machine.exitCode !== null || machine.signalCode !== null
  const first = () => execFileSync('pgrep', ['-P', String(machine.pid)], { encoding: 'utf8' }).trim()
  await until('its first process is there', () => isOff() || hasChild(machine.pid))
  const enter = ['-t', first(), '-m', '-p', '-n', '-u', '-i', '--root', '--wd=/']
  const run = (...command: readonly string[]) =>
    execFileSync('nsenter', [...enter, ...command], { cwd: '/', encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const isUp = () => attempt(() => run('systemctl', 'is-system-running')).match(/running|degraded/) !== null
  await until('it is up', () => isOff() || isUp(), 3 * minutes)
  return {
    root,
    run,
    show: (unit, property) => run('systemctl', 'show', unit, '--property', property, '--value').trim(),
    async off() {
      machine.kill('SIGTERM')
      process.kill(Number(first()), 'SIGKILL')
      await until('it is off', isOff)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Made once, with the network. */
function cleanSystem(): string {
  const folder = join(cacheFolder, `${release}-systemd`)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.unfinished-${process.pid}`
  mkdirSync(cacheFolder, { recursive: true })
  const options = ['--variant=minbase', `--include=${parts.join(',')}`, release, unfinished]
  execFileSync('debootstrap', options, { stdio: ['ignore', 'ignore', 'inherit'] })
  renameSync(unfinished, folder)
  return folder
}

/** Puts a file into a machine. */
export function give(machine: SystemdMachine, file: string, to: string): void {
  cpSync(file, join(machine.root, to), { dereference: true })
}

function hasChild(pid: number | undefined): boolean {
  return attempt(() => execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })) !== ''
}

/** What a program said, also where it was not content: "degraded" is an answer. */
function attempt(run: () => string): string {
  try {
    return run()
  } catch (error) {
    return String((error as { readonly stdout?: string }).stdout ?? '')
  }
}
