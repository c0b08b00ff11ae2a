import { createHash } from 'node:crypto'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** The longest path that fits a Unix socket address on Linux (sockaddr_un, less the closing zero). */
const longestSocketPath = 107

/**
 * Where the service waits for session helpers. As a systemd service it is in the folder that systemd makes for it, which
 * officers may enter; else in the data folder. A named pipe on Windows. It is another door than that of the command
 * line: who comes in here is shown windows and nothing else.
 */
export function sessionDoorPath(dataFolder: string): string {
  const digest = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)
  // An officer's helper may not look into the data folder; the service host tells both where the door is.
  if (process.platform === 'win32')
    return process.env.DESKBRIDGE_SESSION_DOOR ?? `\\\\.\\pipe\\deskbridge-session-${digest}`
  const inside = join(process.env.RUNTIME_DIRECTORY ?? dataFolder, 'session.sock')
  return inside.length <= longestSocketPath ? inside : join(tmpdir(), `deskbridge-session-${digest}.sock`)
}

/** What the one helper of a user and a desk holds, so that no second one opens every window twice. */
export function helperLockPath(door: string): string {
  const { username } = userInfo()
  const digest = createHash('sha256').update(`${username}\n${door}`).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\deskbridge-helper-${digest}`
  return join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `deskbridge-helper-${digest}.sock`)
}
