import { X509Certificate } from 'node:crypto'
import { DeskError } from '../../core/index.ts'
import { asn1, part, partsOf } from './asn1.ts'
import { openSigned } from './signed-object.ts'
import { inside } from './tlv.ts'

/** Whom we believe that they issue cards: country certificates (CSCA), installed by who is responsible for the desk. */
export interface Trust {
  readonly anchors: readonly X509Certificate[]
  /** The wall time at which certificates must be valid, in milliseconds. */
  readonly at: number
}

/** A file with country certificates, as it lies on the disk. */
export interface TrustFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** More country certificates than there are countries with all their keys. */
export const mostAnchors = 4_096

/**
 * The country certificates of files: each one certificate (DER), several (PEM), or a master list (CMS, ICAO 9303-12).
 * Which of them are installed is the owner's decision; a list whose own signature is broken is not taken.
 * @throws DeskError DB-CRD-115 a file is none of these.
 */
export async function readAnchors(files: readonly TrustFile[]): Promise<readonly X509Certificate[]> {
  const found = new Map<string, X509Certificate>()
  for (const file of files) {
    for (const certificate of await certificatesIn(file)) found.set(certificate.fingerprint256, certificate)
    if (found.size > mostAnchors) throw unreadable(file, `more than ${mostAnchors} certificates`)
  }
  return [...found.values()]
}

async function certificatesIn(file: TrustFile): Promise<readonly X509Certificate[]> {
  const words = Buffer.from(file.bytes).toString('latin1')
  const pem = words.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (pem) return pem.map((one) => certificate(file, one))
  if (isMasterList(file.bytes)) return (await listed(file)).map((der) => certificate(file, der))
  return [certificate(file, file.bytes)]
}

/** A signed object begins with its kind, a certificate with what it certifies. */
function isMasterList(bytes: Uint8Array): boolean {
  try {
    return partsOf(bytes, asn1.sequence, 'a list')[0]?.tag === asn1.objectId
  } catch {
    return false
  }
}

async function listed(file: TrustFile): Promise<readonly Uint8Array[]> {
  try {
    const { kind, content, signature } = await openSigned(file.bytes, file.name)
    if (kind !== masterList) throw unreadable(file, 'it is no master list')
    if (signature !== 'valid') throw unreadable(file, 'its signature is broken')
    const parts = partsOf(content, asn1.sequence, file.name)
    return inside(part(parts, 1, asn1.set, file.name), file.name).map(({ raw }) => raw)
  } catch (error) {
    if (error instanceof DeskError && error.code === 'DB-CRD-115') throw error
    throw unreadable(file, error instanceof Error ? error.message : String(error))
  }
}

/** id-icao-cscaMasterList. */
const masterList = '2.23.136.1.1.2'

function certificate(file: TrustFile, source: string | Uint8Array): X509Certificate {
  try {
    return new X509Certificate(source)
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error))
  }
}

function unreadable(file: TrustFile, reason: string): DeskError {
  return new DeskError('DB-CRD-115', { place: file.name, reason })
}
