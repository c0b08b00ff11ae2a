import type { KeyKeeper } from './keeper.ts'
import { pipeThrough } from './pipe.ts'

/** Windows' own sealing, called without a native part of ours. The words are constant; the key goes by the pipes only. */
const script = (call: 'Protect' | 'Unprotect') =>
  [
    'Add-Type -AssemblyName System.Security',
    '$in = [Convert]::FromBase64String([Console]::In.ReadToEnd())',
    `$out = [Security.Cryptography.ProtectedData]::${call}($in, [Text.Encoding]::UTF8.GetBytes('deskbridge-identity'), 'CurrentUser')`,
    '[Console]::Out.Write([Convert]::ToBase64String($out))',
  ].join('; ')

/**
 * Windows: sealed for the account of the service. For the whole machine would be worth little: any program of this PC
 * could open it.
 */
export const dpapiKeeper: KeyKeeper = {
  level: 'dpapi',
  seal: (key) => ask('Protect', Buffer.from(key, 'utf8')),
  open: (sealed) => ask('Unprotect', sealed).toString('utf8'),
}

function ask(call: 'Protect' | 'Unprotect', bytes: Uint8Array): Buffer {
  const args = ['-NoProfile', '-NonInteractive', '-Command', script(call)]
  const said = pipeThrough('powershell.exe', args, Buffer.from(Buffer.from(bytes).toString('base64')))
  return Buffer.from(said.toString('latin1'), 'base64')
}
