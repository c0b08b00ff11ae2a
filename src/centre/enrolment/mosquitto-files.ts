import { readFileSync } from 'node:fs'
import { chmod, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DeskError } from '../../core/index.ts'

/** What a broker has to know of those who are shut out. */
export interface ShutOut {
  /** The list of revoked certificates, PEM. */
  readonly revoked: string
  /** Full names of desks. */
  readonly denied: readonly string[]
}

/** Tells a broker by its files. */
export interface BrokerFiles {
  /** Throws DeskError DB-CTR-049 they cannot be written. */
  write(out: ShutOut): Promise<void>
}

/** Where Mosquitto reads what it has to know. */
export interface MosquittoPlace {
  /** The folder of `desks.crl` and `deskbridge-desks.acl`. */
  readonly folder: string
  /** Its `pid_file`; without one somebody else has to reload it. */
  readonly pidFile?: string
}

export const revocationFile = 'desks.crl'
const aclFile = 'deskbridge-desks.acl'
/** What is written below this line is ours; what a person wrote above it stays. */
const mark = '# --- Desks that are shut out. Written by "deskbridge centre": what is below this line is replaced. ---'

/**
 * Mosquitto reads both files again when it is told to reload. The list keeps revoked certificates from connecting; the
 * rules leave a desk that slipped in, or that shares the name with the PC that replaced it, with no topic at all.
 */
export function mosquittoFiles({ folder, pidFile }: MosquittoPlace): BrokerFiles {
  return {
    async write({ revoked, denied }) {
      try {
        await replaceLike(join(folder, revocationFile), revoked)
        const acl = join(folder, aclFile)
        await replaceLike(acl, withDenied(await readFile(acl, 'utf8'), denied))
        if (pidFile !== undefined) process.kill(pidOf(pidFile), 'SIGHUP')
      } catch (error) {
        throw new DeskError('DB-CTR-049', { reason: (error as Error).message }, { cause: error })
      }
    },
  }
}

function withDenied(acl: string, denied: readonly string[]): string {
  const own = acl.split(mark)[0]?.trimEnd() ?? ''
  if (denied.length === 0) return `${own}\n`
  return `${own}\n\n${mark}\n${denied.map((desk) => `user ${desk}\ntopic deny #\n`).join('\n')}`
}

/** Replaces a file with the rights of the one that was there: the broker reads it under another user. */
async function replaceLike(file: string, content: string): Promise<void> {
  const before = await stat(file).catch(() => undefined)
  const unfinished = `${file}.part`
  const handle = await open(unfinished, 'w', 0o640)
  try {
    await handle.writeFile(content)
    await handle.sync()
    if (before) await handle.chown(before.uid, before.gid).catch(() => undefined)
  } finally {
    await handle.close()
  }
  if (before) await chmod(unfinished, before.mode & 0o777)
  await rename(unfinished, file)
}

function pidOf(file: string): number {
  const pid = Number(readFileSync(file, 'utf8').trim())
  // 0 and below are groups of processes.
  if (!Number.isSafeInteger(pid) || pid < 2) throw new Error(`${file} holds no process number`)
  return pid
}
