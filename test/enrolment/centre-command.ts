import { join } from 'node:path'
import { createProgram } from '../../agent/cli.ts'
import type { CliIo } from '../../agent/cli-io.ts'
import { projectFolder } from '../support/processes.ts'

/** What a command of the centre answered, and what it said beside that. */
export interface Answered {
  readonly out: readonly string[]
  readonly err: readonly string[]
}

/** `deskbridge centre …` in English on the data of a centre that may be running. Rejects with what it refuses. */
export async function centreCommand(data: string, name: string, ...args: readonly string[]): Promise<Answered> {
  const out: string[] = []
  const err: string[] = []
  const io: CliIo = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    keptUp: async () => undefined,
    language: () => 'en',
    libraryFolder: join(projectFolder, 'device-profiles'),
    fail: () => undefined,
  }
  await createProgram(io).parseAsync(['centre', name, '--data', data, ...args], { from: 'user' })
  return { out, err }
}
