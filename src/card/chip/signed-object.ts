import { createHash, type KeyObject, timingSafeEqual, X509Certificate } from 'node:crypto'
import type { AlgorithmIdentifier, Certificate, SignedData, SignerInfo } from 'pkijs'
import { DeskError } from '../../core/index.ts'
import { malformed } from './fault.ts'
import { hashOf, isSigned, methodOf, rsaPss, type SignatureMethod } from './signature.ts'

/** Something signed (CMS, RFC 5652), its signature checked against the certificate that it brings along. */
export interface SignedObject {
  /** What kind of thing is signed, like `2.23.136.1.1.1`. */
  readonly kind: string
  readonly content: Uint8Array
  /** Whose signature it is; who vouches for them is another question. */
  readonly signer: X509Certificate
  /** Whether the content is what was signed with the key of the signer. */
  readonly signature: 'valid' | 'broken'
}

/**
 * Opens a signed object.
 * @throws DeskError DB-CRD-108 it is none; DB-CRD-107 it is signed in a way that we do not know.
 */
export async function openSigned(bytes: Uint8Array, what: string): Promise<SignedObject> {
  // Loaded only when a card is checked: it is large.
  const pki = await import('pkijs')
  try {
    return opened(bytes, what, pki)
  } catch (error) {
    if (error instanceof DeskError) throw error
    throw new DeskError('DB-CRD-108', { what, reason: 'no signed object' }, { cause: error })
  }
}

type Pki = typeof import('pkijs')

function opened(bytes: Uint8Array, what: string, pki: Pki): SignedObject {
  const { content: body } = pki.ContentInfo.fromBER(Uint8Array.from(bytes).buffer)
  const signed = new pki.SignedData({ schema: body })
  const { eContent, eContentType: kind } = signed.encapContentInfo
  const [info] = signed.signerInfos
  if (info === undefined || eContent === undefined) throw malformed(what, 'nothing is signed, or nobody signed it')
  const certificate = signerOf(signed, info, pki)
  if (certificate === undefined) throw malformed(what, 'the certificate of its signer is missing')
  const content = new Uint8Array(eContent.getValue())
  const signer = new X509Certificate(Buffer.from(certificate.toSchema().toBER()))
  return { kind, content, signer, signature: isWhole(info, { kind, content, signer }, pki) ? 'valid' : 'broken' }
}

/** The certificate that the signer names; where there is one only, it is that one, however it is named. */
function signerOf(signed: SignedData, info: SignerInfo, pki: Pki): Certificate | undefined {
  const certificates = (signed.certificates ?? []).filter((one) => one instanceof pki.Certificate)
  const { sid } = info
  const isNamed = (one: Certificate) =>
    sid instanceof pki.IssuerAndSerialNumber &&
    one.serialNumber.isEqual(sid.serialNumber) &&
    one.issuer.isEqual(sid.issuer)
  return certificates.find(isNamed) ?? (certificates.length === 1 ? certificates[0] : undefined)
}

/** Attributes, where there are any, are what is signed; one of them is the hash of the content (RFC 5652, 5.4). */
function isWhole(info: SignerInfo, said: Omit<SignedObject, 'signature'>, pki: Pki): boolean {
  const digest = hashOf(info.digestAlgorithm.algorithmId)
  const method = readMethod(info.signatureAlgorithm, digest, pki)
  const signature = new Uint8Array(info.signature.getValue())
  const key = keyOf(said.signer)
  const { signedAttrs } = info
  if (signedAttrs === undefined) return isSigned(method, key, said.content, signature)
  const attribute = (type: string) => signedAttrs.attributes.find((one) => one.type === type)?.values[0]?.valueBlock
  const told = new Uint8Array(attribute(messageDigest)?.valueHexView ?? [])
  const right = createHash(digest).update(said.content).digest()
  const fits = told.length === right.length && timingSafeEqual(told, right)
  if (!fits || attribute(contentType)?.toString() !== said.kind) return false
  return isSigned(method, key, new Uint8Array(signedAttrs.encodedValue), signature)
}

const contentType = '1.2.840.113549.1.9.3'
const messageDigest = '1.2.840.113549.1.9.4'

function keyOf(signer: X509Certificate): KeyObject {
  try {
    return signer.publicKey
  } catch (error) {
    throw new DeskError('DB-CRD-107', { reason: 'the public key of the signer' }, { cause: error })
  }
}

function readMethod(algorithm: AlgorithmIdentifier, digest: ReturnType<typeof hashOf>, pki: Pki): SignatureMethod {
  if (algorithm.algorithmId !== rsaPss) return methodOf(algorithm.algorithmId, digest)
  const parameters = new pki.RSASSAPSSParams({ schema: algorithm.algorithmParams })
  const hash = hashOf(parameters.hashAlgorithm.algorithmId)
  const mask = new pki.AlgorithmIdentifier({ schema: parameters.maskGenAlgorithm.algorithmParams })
  // OpenSSL can do otherwise, but not through Node; nobody signs so.
  if (hashOf(mask.algorithmId) !== hash) throw new DeskError('DB-CRD-107', { reason: 'RSA-PSS with two hashes' })
  return { kind: 'rsa-pss', hash, saltLength: parameters.saltLength }
}
