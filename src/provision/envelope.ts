import { verify } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { type Provisioning, provisioningSchema, provisioningText } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'
import { type ConfigurationKey, keyId, publicKeyOf } from './keys.ts'

/** What can sign configuration. */
export interface ConfigurationSigner {
  readonly keyId: string
  sign(bytes: Uint8Array): Uint8Array
}

/** Signs the configuration of one desk. */
export function sealProvisioning(
  draft: Omit<Provisioning, 'signature'>,
  { keyId: key, sign }: ConfigurationSigner,
): Provisioning {
  const value = Buffer.from(sign(Buffer.from(provisioningText(draft)))).toString('base64url')
  return { ...draft, signature: { key, value } }
}

/** Who asks: `{centre}/{desk}`, whom it believes, and the highest revision that it ever took. */
export interface ProvisioningReader {
  readonly desk: string
  readonly keys: readonly ConfigurationKey[]
  readonly highest: number
}

const isProvisioning = Compile(provisioningSchema)

/**
 * Takes a message for what it says only when its centre vouches for it.
 * @throws DeskError DB-PRV-010 truncated or no provisioning, -020 this desk knows no key, -011 of a key that it does not
 * know, -012 forged or changed, -013 meant for another desk, -014 not newer than what this desk took before.
 */
export function openProvisioning(message: unknown, { desk, keys, highest }: ProvisioningReader): Provisioning {
  if (!isProvisioning.Check(message)) throw new DeskError('DB-PRV-010')
  if (keys.length === 0) throw new DeskError('DB-PRV-020')
  const { signature, revision } = message
  const key = keys.find(({ id, key }) => id === signature.key && keyId(key) === id)
  if (!key) throw new DeskError('DB-PRV-011', { key: signature.key, known: keys.map(({ id }) => id).join(', ') })
  const text = Buffer.from(provisioningText(message))
  if (!verify(null, text, publicKeyOf(key), Buffer.from(signature.value, 'base64url')))
    throw new DeskError('DB-PRV-012', { key: signature.key })
  if (message.desk !== desk) throw new DeskError('DB-PRV-013', { found: message.desk, desk })
  if (revision <= highest) throw new DeskError('DB-PRV-014', { revision, highest })
  return message
}

/** Whether it is of the shape of a provisioning; nothing is said of who made it. */
export function isProvisioningMessage(message: unknown): message is Provisioning {
  return isProvisioning.Check(message)
}
