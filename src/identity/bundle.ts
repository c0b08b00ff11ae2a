import { DeskError } from '../core/index.ts'
import * as der from './der.ts'

const dataContent = '1.2.840.113549.1.7.1'
const signedData = '1.2.840.113549.1.7.2'
/** More certificates than any authority hands out at once. */
const mostCertificates = 16

/** Certificates (DER) in the envelope that EST asks for: PKCS#7 "certs-only", signed by nobody. */
export function packCertificates(certificates: readonly Uint8Array[]): Uint8Array {
  const body = der.sequence(
    der.smallInteger(1),
    der.setOf(),
    der.sequence(der.objectId(dataContent)),
    der.context(0, ...certificates),
    der.setOf(),
  )
  return der.sequence(der.objectId(signedData), der.context(0, body))
}

/**
 * The certificates of such an envelope, as PEM.
 * @throws DeskError DB-IDN-006 it is none.
 */
export async function unpackCertificates(envelope: Uint8Array): Promise<readonly string[]> {
  // Loaded only here: it is large, and needed a few times a year.
  const { ContentInfo, SignedData, Certificate } = await import('pkijs')
  try {
    const { content } = ContentInfo.fromBER(Uint8Array.from(envelope).buffer)
    const { certificates = [] } = new SignedData({ schema: content })
    const found = certificates.flatMap((one) => (one instanceof Certificate ? [one.toSchema().toBER()] : []))
    if (found.length === 0 || found.length > mostCertificates) throw new Error(`${found.length} certificates`)
    return found.map((one) => der.pem('CERTIFICATE', new Uint8Array(one)))
  } catch (error) {
    throw new DeskError('DB-IDN-006', { reason: (error as Error).message }, { cause: error })
  }
}
