import { createPublicKey, type KeyObject } from 'node:crypto'
import { DeskError } from '../../core/index.ts'
import { expectTlv } from './tlv.ts'

/** The public key for Active Authentication (ICAO 9303-10, 4.7.15). */
export function readDg15(bytes: Uint8Array): KeyObject {
  const { value } = expectTlv(bytes, 0x6f, { what: 'DG15' })
  const key = keyOf(value)
  if (key?.asymmetricKeyType !== 'rsa' && key?.asymmetricKeyType !== 'ec') {
    throw new DeskError('DB-CRD-107', { reason: 'the public key in DG15' })
  }
  return key
}

function keyOf(value: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(value), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}
