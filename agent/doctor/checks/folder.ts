import { accessSync, constants, readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { DeskError } from '../../../src/core/index.ts'
import type { Finding } from '../finding.ts'
import { judge } from '../finding.ts'
import type { Check } from '../sight.ts'

/** Where the journal lies: a folder that belongs, with all that is in it, to who runs the desk. */
export const folderCheck: Check = { needs: [], look: ({ config }) => look(config.dataFolder) }

function look(folder: string): readonly Finding[] {
  return judge('folder', [folderProblem(folder)])
}

function folderProblem(folder: string): DeskError | undefined {
  const found = statOf(folder)
  if (found === undefined) return parentProblem(folder)
  if ('error' in found) return new DeskError('DB-JRN-004', { folder, reason: found.error.message })
  if (!found.isDirectory()) return new DeskError('DB-JRN-004', { folder, reason: 'ENOTDIR' })
  return accessProblem(folder, found) ?? strangerIn(folder, found)
}

/** The folder is made at the first start, where there is a place for it. */
function parentProblem(folder: string): DeskError | undefined {
  for (let parent = dirname(folder); ; parent = dirname(parent)) {
    const found = statOf(parent)
    if (found === undefined && parent !== dirname(parent)) continue
    const reason = found ? reasonAgainstMaking(parent, found) : 'ENOENT'
    return reason === undefined ? undefined : new DeskError('DB-JRN-004', { folder, reason })
  }
}

function reasonAgainstMaking(parent: string, found: Stats | { readonly error: Error }): string | undefined {
  if ('error' in found) return found.error.message
  return found.isDirectory() ? reasonAgainst(parent, constants.W_OK) : 'ENOTDIR'
}

function accessProblem(folder: string, { uid }: Stats): DeskError | undefined {
  const reason = reasonAgainst(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  if (reason === undefined) return undefined
  const own = process.getuid?.()
  if (own === undefined || own === uid) return new DeskError('DB-DCT-005', { folder, reason })
  return new DeskError('DB-DCT-004', { folder, owner: userName(uid), user: userInfo().username })
}

/** Somebody who tried deskbridge as root leaves files behind that the service can then not write. */
function strangerIn(folder: string, { uid }: Stats): DeskError | undefined {
  if (process.platform === 'win32') return undefined
  for (const name of readdirSync(folder)) {
    const found = statOf(join(folder, name))
    if (!found || 'error' in found || found.uid === uid) continue
    const names = { file: join(folder, name), owner: userName(found.uid), user: userName(uid) }
    return new DeskError('DB-DCT-006', { folder, ...names })
  }
  return undefined
}

function statOf(path: string): Stats | { readonly error: Error } | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    return { error: error as Error }
  }
}

function reasonAgainst(path: string, mode: number): string | undefined {
  try {
    accessSync(path, mode)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}

/** The name of a user, where the system tells it. */
function userName(uid: number): string {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.split(':')[2] === String(uid))
    return line?.split(':')[0] ?? `uid ${uid}`
  } catch {
    return `uid ${uid}`
  }
}
