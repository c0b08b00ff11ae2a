import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { DeskError } from '../core/index.ts'

/** Signatures are made over this and the manifest, so that none of ours made for something else fits. */
const purpose = 'deskbridge update 1\n'

/** Public keys of releases, each the 32 bytes of an Ed25519 key as base64url. */
export type TrustedKeys = readonly string[]

const signaturesSchema = Type.Array(
  Type.Object(
    { key: Type.String({ pattern: '^[0-9a-f]{16}$' }), value: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }) },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 4 },
)
/** Who signed a manifest. */
export type Signatures = Static<typeof signaturesSchema>

const isSignatures = Compile(signaturesSchema)
const isKeyFile = Compile(
  Type.Object({ keys: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), { minItems: 1, maxItems: 4 }) }),
)

/** What is written beside a signature so that the right key is tried. */
export function keyId(key: string): string {
  return createHash('sha256').update(Buffer.from(key, 'base64url')).digest('hex').slice(0, 16)
}

/** Signs a manifest with private keys. */
export function signManifest(manifest: string, keys: readonly KeyObject[]): Signatures {
  return keys.map((key) => ({
    key: keyId(publicPart(key)),
    value: sign(null, Buffer.from(purpose + manifest), key).toString('base64url'),
  }))
}

/** The trusted keys that have signed a manifest. */
export function signers(manifest: string, signatures: Signatures, trusted: TrustedKeys): TrustedKeys {
  return trusted.filter((key) =>
    signatures.some(({ key: id, value }) => id === keyId(key) && isSignature(manifest, value, key)),
  )
}

/** Reads signatures; undefined when they are none. */
export function readSignatures(text: string): Signatures | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isSignatures.Check(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The keys that came with the program, `{"keys": […]}`; none where there is no such file. */
export function readKeyFile(file: string): TrustedKeys {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isKeyFile.Check(value) ? value.keys : []
  } catch {
    return []
  }
}

/**
 * A private key from a PEM file.
 * @throws DeskError DB-UPD-023 it is none of Ed25519.
 */
export function readPrivateKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file))
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (error) {
    throw new DeskError('DB-UPD-023', { file, reason: (error as Error).message }, { cause: error })
  }
  throw new DeskError('DB-UPD-023', { file, reason: 'Ed25519?' })
}

/** The public half of a key, as {@link TrustedKeys} has it. */
export function publicPart(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'jwk' }).x ?? ''
}

function isSignature(manifest: string, value: string, key: string): boolean {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' })
    return verify(null, Buffer.from(purpose + manifest), publicKey, Buffer.from(value, 'base64url'))
  } catch {
    return false
  }
}
