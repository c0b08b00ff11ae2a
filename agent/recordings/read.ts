import { readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { DeskError } from '../../src/core/index.ts'
import { formatLine, readStretches, type Stretch, writeStretches } from '../../src/device/index.ts'
import { readSegment } from './pack.ts'
import { listSegments } from './segments.ts'

/** All that a desk has recorded, oldest first. The agent may be running. */
export async function readRecordings(folder: string): Promise<readonly Stretch[]> {
  const segments = await listSegments(folder)
  const texts = await Promise.all(segments.map(({ file }) => readSegment(file)))
  return readStretches(texts.flatMap(wholeLines))
}

/** Far more than is ever exported: a file of somewhere else must not fill the memory. */
const maxFileBytes = 32 * 1024 * 1024

/**
 * The stretches of one recording file.
 * @throws DeskError DB-REC-002 it is none; DB-REC-009 it cannot be read.
 */
export function readRecording(file: string): readonly Stretch[] {
  const lines = wholeLines(reading(file, () => (statSync(file).size > maxFileBytes ? '' : readFileSync(file, 'utf8'))))
  const stretches = lines[0] === formatLine ? readStretches(lines) : []
  if (stretches.length === 0) throw new DeskError('DB-REC-002', { file })
  return stretches
}

/** The lines of a recording file. */
export function recordingLines(stretches: readonly Stretch[]): readonly string[] {
  return [formatLine, ...writeStretches(stretches)]
}

/** Writes a recording file that only its owner may read. Throws `DB-REC-009`. */
export async function writeRecording(file: string, stretches: readonly Stretch[]): Promise<void> {
  try {
    await writeFile(file, `${recordingLines(stretches).join('\n')}\n`, { mode: 0o600 })
  } catch (error) {
    throw unreadable(file, error)
  }
}

/** What is behind the last line end is half a line. A person's editor may have changed the ends. */
function wholeLines(text: string): string[] {
  return text.split(/\r?\n/).slice(0, -1)
}

function reading<T>(file: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): DeskError {
  const reason = error instanceof Error ? error.message : String(error)
  return new DeskError('DB-REC-009', { file, reason }, { cause: error })
}
