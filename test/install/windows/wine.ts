import { execFileSync, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../../support/processes.ts'

/** The Debian system that has Wine 10; `setup` beside this file makes it. */
const system = join(projectFolder, 'node_modules', '.cache', 'wine', 'trixie')

/** A Windows of Wine's, fresh from its installation. */
export interface Wine {
  /** Its drive C:, seen from here. */
  readonly drive: string
  /** A folder of this machine that is `Z:\w` there. */
  readonly shared: string
  /** Runs a program to its end, and what it said. */
  run(...command: readonly string[]): Promise<{ code: number | string; said: string }>
  /** The processes in it whose command line has all these words, by their ids on this machine. */
  processes(...words: readonly string[]): readonly number[]
  /** Ends all that runs in it, as a power cut would. */
  halt(): void
  /** Gives everything back. */
  remove(): void
}

/** Whether Wine can run here; says loudly what is missing where it cannot. */
export function hasWine(): boolean {
  const missing =
    process.getuid?.() !== 0 ? 'root, for a system of its own' : existsSync(join(system, 'ready')) ? '' : 'Wine'
  if (missing === '') return true
  const advice = 'sudo bash test/install/windows/setup'
  process.stderr.write(
    `\n*** The tests of the Windows package do not run here: ${missing} is missing. "${advice}" ***\n`,
  )
  return false
}

/** What a Windows of a test has. */
export interface WineOptions {
  /** Its serial ports, each a tty of this machine. */
  readonly ports?: Readonly<Record<string, string>>
  /** Folders of this machine, by the names that they have in its shared folder. */
  readonly folders?: Readonly<Record<string, string>>
}

/** A new Windows with its own shared folder. */
export async function startWine({ ports = {}, folders = {} }: WineOptions = {}): Promise<Wine> {
  const shared = mkdtempSync(join(tmpdir(), 'deskbridge-wine-'))
  const root = enter(shared, folders)
  const run = (...command: readonly string[]) => runIn(root, shared, ['wine', ...command])
  const server = (option: string) =>
    execFileSync('chroot', [root, 'env', ...environment, 'wineserver', option], quietly)
  const halt = () => server('-k')
  await run('wineboot', '-i')
  for (const [port, tty] of Object.entries(ports)) {
    await run('reg', 'add', 'HKLM\\Software\\Wine\\Ports', '/v', port, '/t', 'REG_SZ', '/d', tty, '/f')
  }
  // Serial ports appear at its next start.
  halt()
  // Else Wine shuts down as soon as nothing but services runs.
  server('-p')
  return {
    drive: join(shared, 'prefix', 'drive_c'),
    shared,
    run,
    processes: (...words) => processesIn(root).filter((id) => words.every((word) => commandLine(id).includes(word))),
    halt,
    remove() {
      halt()
      leave(root, folders)
      rmSync(shared, { recursive: true, force: true })
    },
  }
}

const environment = [
  ...['-i', 'HOME=/root', 'USER=root', 'PATH=/usr/bin:/bin', 'TERM=dumb', 'XDG_RUNTIME_DIR=/tmp', 'LANG=C.UTF-8'],
  ...['WINEPREFIX=/w/prefix', 'WINEDEBUG=-all'],
]
const quietly = { stdio: 'ignore' } as const

/** A view of Wine's system for one test, so that nothing of it is left behind and two tests are not in each other's way. */
function enter(shared: string, folders: Readonly<Record<string, string>>): string {
  const root = join(shared, 'system')
  mkdirSync(root)
  mount('--bind', realpathSync(system), root)
  mount('-t', 'proc', 'proc', join(root, 'proc'))
  mount('--rbind', '/dev', join(root, 'dev'))
  mount('--make-rslave', join(root, 'dev'))
  mkdirSync(join(root, 'w'), { recursive: true })
  mount('--bind', shared, join(root, 'w'))
  for (const [name, folder] of Object.entries(folders)) {
    mkdirSync(join(root, 'w', name), { recursive: true })
    mount('--bind', folder, join(root, 'w', name))
  }
  return root
}

function leave(root: string, folders: Readonly<Record<string, string>>): void {
  for (const inner of [...Object.keys(folders).map((name) => join('w', name)), 'w', 'dev', 'proc', ''])
    execFileSync('umount', ['-l', join(root, inner)], quietly)
}

function processesIn(root: string): readonly number[] {
  const ids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return ids.filter((id) => read(() => readlinkSync(`/proc/${id}/root`)) === root)
}

function commandLine(id: number): string {
  return read(() => readFileSync(`/proc/${id}/cmdline`, 'utf8'))
}

/** A process may be gone by the time that one looks. */
function read(look: () => string): string {
  try {
    return look()
  } catch {
    return ''
  }
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, quietly)
}

/** Its words go to a file: node.exe under Wine cannot write to a pipe of this system. */
async function runIn(root: string, shared: string, command: readonly string[]): ReturnType<Wine['run']> {
  const file = join(mkdtempSync(join(shared, 'said-')), 'out.txt')
  const out = openSync(file, 'w')
  const child = spawn('chroot', [root, 'env', ...environment, ...command], { stdio: ['ignore', out, out] })
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (status, signal) => resolve(status ?? signal ?? ''))
  })
  closeSync(out)
  return { code, said: readFileSync(file, 'utf8') }
}
