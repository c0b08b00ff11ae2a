import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The longest path that fits a Unix socket address on Linux (sockaddr_un, less the closing zero). */
const longestSocketPath = 107

/**
 * Where the agent of a data folder listens for the command line: a socket inside that folder, so that who may read the
 * folder may ask the agent. A named pipe on Windows; a short name in the temporary folder where the path is too long.
 */
export function controlPath(dataFolder: string): string {
  const digest = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\deskbridge-${digest}`
  const inside = join(dataFolder, 'control.sock')
  return inside.length <= longestSocketPath ? inside : join(tmpdir(), `deskbridge-${digest}.sock`)
}
