import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign as signWith } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeskError } from '../../core/index.ts'

/** The key by which this desk is known to the centre. The private half never leaves it. */
export interface DeviceKey {
  /** SubjectPublicKeyInfo (DER) of an EC key on P-256, base64url. */
  readonly publicKey: string
  /** ECDSA with SHA-256; r and s, 32 bytes each. */
  sign(data: Uint8Array): Uint8Array
}

/** The file of the data folder that the key is kept in. */
export const deviceKeyFile = 'device-key.pem'

/**
 * Opens the key of a data folder; one is made when there is none.
 * @throws DeskError DB-DSK-028 it cannot be read or made. It is never replaced in silence: the centre knows the old one.
 */
export function openDeviceKey(folder: string): DeviceKey {
  const file = join(folder, deviceKeyFile)
  try {
    return keyOf(readPem(file) ?? makePem(folder, file))
  } catch (error) {
    throw new DeskError('DB-DSK-028', { file, reason: (error as Error).message }, { cause: error })
  }
}

function keyOf(pem: string): DeviceKey {
  const key: KeyObject = createPrivateKey(pem)
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('P-256')
  return {
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url'),
    sign: (data) => signWith('sha256', data, { key, dsaEncoding: 'ieee-p1363' }),
  }
}

function readPem(file: string): string | undefined {
  try {
    const pem = readFileSync(file, 'utf8')
    // Somebody may have copied the folder with open rights.
    chmodSync(file, 0o600)
    return pem
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function makePem(folder: string, file: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  mkdirSync(folder, { recursive: true })
  // Never over a key that another start has just made.
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeFileSync(descriptor, pem)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  return pem
}
