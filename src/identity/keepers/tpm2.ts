import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import type { KeyKeeper } from './keeper.ts'
import { type Chip, openChip } from './tpm/chip.ts'
import { readSized, sized } from './tpm/commands.ts'
import { openSecret, sealSecret } from './tpm/sealing.ts'

/**
 * Linux with a TPM 2: the key is encrypted by a secret that only the chip of this PC can open, so a copied disk or folder
 * is worth nothing. Who may use the chip of this PC can open it, and the words between chip and processor can be heard by
 * who solders a wire to the board. The chip is spoken with directly: `systemd-creds` seals for root only since systemd 256,
 * and needs libraries that Debian does not install by itself.
 */
export function tpm2Keeper(file = '/dev/tpmrm0'): KeyKeeper {
  return {
    level: 'tpm2',
    isThere: () => mayUse(file),
    seal: (key) => withChip(file, (chip) => seal(chip, key)),
    open: (sealed) => withChip(file, (chip) => open(chip, Buffer.from(sealed))),
  }
}

/** What a sealed key begins with; it also is part of what is sealed, so that nothing else of this PC passes for one. */
const name = Buffer.from('deskbridge key 1')
const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

function seal(chip: Chip, key: string): Buffer {
  const secret = randomBytes(32)
  const sealed = sealSecret(chip, secret)
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, secret, iv, { authTagLength: tagBytes }).setAAD(name)
  const hidden = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()])
  return Buffer.concat([name, sized(sealed.closed), sized(sealed.open), iv, cipher.getAuthTag(), hidden])
}

function open(chip: Chip, bytes: Buffer): string {
  if (!bytes.subarray(0, name.length).equals(name)) throw new Error('this was not sealed by a chip')
  const closed = readSized(bytes, name.length)
  const openAt = name.length + 2 + closed.length
  const secret = openSecret(chip, { closed, open: readSized(bytes, openAt) })
  const rest = bytes.subarray(openAt + 2 + readSized(bytes, openAt).length)
  const iv = rest.subarray(0, ivBytes)
  const decipher = createDecipheriv(algorithm, secret, iv, { authTagLength: tagBytes }).setAAD(name)
  decipher.setAuthTag(rest.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(rest.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
}

function withChip<T>(file: string, work: (chip: Chip) => T): T {
  const chip = openChip(file)
  try {
    return work(chip)
  } finally {
    chip.close()
  }
}

function mayUse(file: string): boolean {
  try {
    accessSync(file, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}
