import { accessSync, constants } from 'node:fs'
import type { KeyKeeper } from './keeper.ts'
import { pipeThrough } from './pipe.ts'

const chip = '/dev/tpmrm0'
/** Part of what is sealed: another credential of this PC cannot be passed off as the key. */
const name = '--name=deskbridge-identity'

/** Linux with a TPM 2: systemd seals the key so that only the chip of this PC opens it. */
export const tpm2Keeper: KeyKeeper = {
  level: 'tpm2',
  // Bound to the chip and to no measurement: an update of the firmware must not lock a counter out.
  seal: (key) =>
    pipeThrough(
      'systemd-creds',
      ['encrypt', '--with-key=tpm2', '--tpm2-pcrs=', name, '-', '-'],
      Buffer.from(key, 'utf8'),
    ),
  open: (sealed) => pipeThrough('systemd-creds', ['decrypt', name, '-', '-'], sealed).toString('utf8'),
}

/** Whether this process may speak with a chip. */
export function hasTpm2(): boolean {
  try {
    accessSync(chip, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}
