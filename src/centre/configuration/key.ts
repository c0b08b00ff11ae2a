import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DeskError } from '../../core/index.ts'
import { type ConfigurationSigner, configurationKeyOf } from '../../provision/index.ts'

/** The key by which desks know that a configuration is their centre's. */
export interface CentreConfigurationKey extends ConfigurationSigner {
  /** Its public half: SubjectPublicKeyInfo (DER), base64url. Desks are given it when they are enrolled. */
  readonly publicKey: string
}

/** The file of the key within the data folder of a centre. */
export const configurationKeyFile = 'configuration.key'

/**
 * The key of a centre's data folder; it is made at the first use, for its owner's eyes only.
 * @throws DeskError DB-PRV-031 it cannot be read, or others can read it.
 */
export function configurationKey(folder: string): CentreConfigurationKey {
  const file = join(folder, configurationKeyFile)
  try {
    if (!existsSync(file)) make(folder, file)
    const key = createPrivateKey(readFileSync(file))
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${key.asymmetricKeyType}`)
    return signerOf(key)
  } catch (error) {
    throw new DeskError('DB-PRV-031', { file, reason: (error as Error).message }, { cause: error })
  }
}

function signerOf(key: KeyObject): CentreConfigurationKey {
  const { id, key: publicKey } = configurationKeyOf(createPublicKey(key))
  return { keyId: id, publicKey, sign: (bytes) => sign(null, bytes, key) }
}

/** Written whole under another name and then linked, so that of two programs that begin at once one wins. */
function make(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const fresh = `${file}.${process.pid}`
  const descriptor = openSync(fresh, 'wx', 0o600)
  try {
    writeFileSync(descriptor, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  try {
    linkSync(fresh, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(fresh)
  }
}
