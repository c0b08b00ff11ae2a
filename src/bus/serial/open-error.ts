import { readFile, stat } from 'node:fs/promises'
import { DeskError, type ErrorCode, type TextArgs } from '../../core/index.ts'
import { holdersOf } from './port-holders.ts'

/** The binding reports failures only as sentences; these are the ones of bindings-cpp 13 on Linux and Windows. */
const sentences: readonly (readonly [RegExp, ErrorCode])[] = [
  [/no such file|no such device|not a directory|file not found/i, 'DB-SER-001'],
  [/permission denied|operation not permitted/i, 'DB-SER-002'],
  // Windows says "access denied" for a port that another program holds.
  [/cannot lock port|resource busy|access denied/i, 'DB-SER-003'],
]

/** Why a port did not open: for a lack of permission with the group that has it, for one in use with who has it. */
export async function openError(error: Error, path: string): Promise<DeskError> {
  const code = sentences.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'DB-SER-005'
  return new DeskError(code, { port: path, reason: error.message, ...(await moreOf(code, path)) })
}

async function moreOf(code: ErrorCode, path: string): Promise<TextArgs> {
  if (code === 'DB-SER-002') return { group: await groupOf(path) }
  if (code === 'DB-SER-003') return { program: (await holdersOf(path)).join(', ') || '–' }
  return {}
}

async function groupOf(path: string): Promise<string> {
  const usual = 'dialout'
  try {
    const { gid } = await stat(path)
    const line = (await readFile('/etc/group', 'utf8')).split('\n').find((entry) => entry.split(':')[2] === String(gid))
    // A port of root's own group was made by a missing rule; nobody should join that group.
    return gid === 0 ? usual : (line?.split(':')[0] ?? usual)
  } catch {
    return usual
  }
}
