import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Log } from '../../src/core/index.ts'
import { noSupervisor, type Supervisor, supervisorBy, type Word } from './supervisor.ts'

/** What tells of a supervisor. */
export interface Started {
  readonly env: NodeJS.ProcessEnv
  readonly log: Log
  /** The program that speaks to systemd; by default the one that is installed beside Node. */
  readonly notify?: string
  /** Where a service host reads. */
  readonly out?: (line: string) => void
}

/** How systemd spells them. */
const systemdWords: Readonly<Record<Word, string>> = {
  ready: 'READY=1',
  progress: 'WATCHDOG=1',
  stopping: 'STOPPING=1',
}

/**
 * Who watches over this program. systemd says so by NOTIFY_SOCKET and WATCHDOG_USEC, a service host by DESKBRIDGE_WATCHDOG
 * (milliseconds): it reads the lines `deskbridge: ready`, `progress` and `stopping` from standard output.
 */
export function findSupervisor({ env, log, notify, out }: Started): Supervisor {
  if (env.NOTIFY_SOCKET) {
    const tell = bySystemd(notify ?? join(dirname(process.execPath), 'notify'), env, log)
    return tell ? supervisorBy(tell, millisecondsOf(env.WATCHDOG_USEC, 1000)) : noSupervisor
  }
  const limit = millisecondsOf(env.DESKBRIDGE_WATCHDOG, 1)
  if (limit === undefined) return noSupervisor
  const write = out ?? ((line: string) => void process.stdout.write(`${line}\n`))
  return supervisorBy((word) => write(`deskbridge: ${word}`), limit)
}

/** Node cannot send datagrams to a Unix socket, so a child does; it ends with us, since its standard input does. */
function bySystemd(program: string, env: NodeJS.ProcessEnv, log: Log): ((word: Word) => void) | undefined {
  if (!existsSync(program)) {
    log.warn('systemd waits for a word, and the program that says it is missing', { reason: program })
    return undefined
  }
  const child = spawn(program, [], { env, stdio: ['pipe', 'ignore', 'ignore'] })
  // Without it systemd hears nothing more and starts the program anew, which brings it back.
  child.on('error', (error) => log.warn('systemd cannot be told of progress', { reason: error.message }))
  child.stdin.on('error', () => undefined)
  child.unref()
  return (word) => void child.stdin.write(`${systemdWords[word]}\n`)
}

function millisecondsOf(value: string | undefined, perMillisecond: number): number | undefined {
  const number = Number(value)
  return value && Number.isFinite(number) && number > 0 ? number / perMillisecond : undefined
}
