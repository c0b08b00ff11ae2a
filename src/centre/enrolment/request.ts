import { DeskError } from '../../core/index.ts'

/** What somebody asks for who has shown that the key is theirs. */
export interface CertificateRequest {
  readonly name: string
  /** SubjectPublicKeyInfo (DER). */
  readonly publicKey: Uint8Array
}

const commonName = '2.5.4.3'
/** ECDSA on P-256, without its last 65 bytes: the head of every key that we take. */
const p256 = '3059301306072a8648ce3d020106082a8648ce3d030107034200'

/**
 * Reads a PKCS#10 request as EST carries it, base64. Whatever else it wishes for is not granted.
 * @throws DeskError DB-CTR-042 it is none, is not signed by its own key, or the key is of another kind.
 */
export async function readRequest(base64: string): Promise<CertificateRequest> {
  // Loaded only here: it is large, and most of the day nobody is enrolled.
  const { CertificationRequest } = await import('pkijs')
  try {
    const request = CertificationRequest.fromBER(Uint8Array.from(Buffer.from(base64, 'base64')).buffer)
    const publicKey = new Uint8Array(request.subjectPublicKeyInfo.toSchema().toBER())
    if (!Buffer.from(publicKey).toString('hex').startsWith(p256)) throw new Error('the key is not ECDSA on P-256')
    if (!(await request.verify())) throw new Error('it is not signed by its own key')
    const names = request.subject.typesAndValues.filter(({ type }) => type === commonName)
    if (names.length !== 1) throw new Error('it has not exactly one name')
    return { name: String(names[0]?.value.valueBlock.value), publicKey }
  } catch (error) {
    throw new DeskError('DB-CTR-042', { reason: (error as Error).message }, { cause: error })
  }
}
