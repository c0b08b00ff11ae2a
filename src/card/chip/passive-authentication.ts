import { createHash, type X509Certificate } from 'node:crypto'
import { same } from './bytes.ts'
import { readDg1 } from './dg1.ts'
import type { SecurityObject } from './security-object.ts'
import type { Trust } from './trust.ts'

/** What the hashes and signatures of a chip say (ICAO 9303-11, 5.1). */
export interface PassiveCheck {
  /** Whether the list of hashes is what its signer signed. */
  readonly signature: 'valid' | 'broken'
  /** The data groups that were read and are not what the list says, or are not on it. */
  readonly changed: readonly number[]
  readonly issuer: IssuerCheck
}

/**
 * Who vouches for the signer: a country certificate that is installed, none of them, or one of them that may not: one that
 * is out of date, or that is of another country than the card, or that made the signer an authority.
 */
export type IssuerCheck = 'confirmed' | 'unknown' | 'outdated' | 'unfit'

/** Compares data groups with the security object, and its signer with whom we trust. */
export function passiveAuthentication(
  { signed, hash, hashes }: SecurityObject,
  groups: ReadonlyMap<number, Uint8Array>,
  trust: Trust,
): PassiveCheck {
  const isListed = ([number, bytes]: readonly [number, Uint8Array]) => {
    const listed = hashes.get(number)
    return listed !== undefined && same(listed, createHash(hash).update(bytes).digest())
  }
  return {
    signature: signed.signature,
    changed: [...groups].filter((group) => !isListed(group)).map(([number]) => number),
    issuer: checkIssuer(signed.signer, stateIn(groups), trust),
  }
}

function checkIssuer(signer: X509Certificate, state: string | undefined, { anchors, at }: Trust): IssuerCheck {
  const issuers = anchors.filter((anchor) => issued(anchor, signer))
  if (issuers.length === 0) return 'unknown'
  const fit = signer.ca ? [] : issuers.filter((issuer) => vouchesFor(issuer, state))
  if (fit.length === 0) return 'unfit'
  return fit.some((issuer) => isValid(issuer, at)) && isValid(signer, at) ? 'confirmed' : 'outdated'
}

function issued(anchor: X509Certificate, signer: X509Certificate): boolean {
  try {
    return signer.checkIssued(anchor) && signer.verify(anchor.publicKey)
  } catch {
    // A key of a kind that OpenSSL does not know cannot have signed it for us.
    return false
  }
}

/** A country vouches for its own cards only: one of a long list must not sign cards of Viet Nam (ICAO 9303-11, 5.1.1). */
function vouchesFor(anchor: X509Certificate, state: string | undefined): boolean {
  const country = /^C=(\w{2})$/m.exec(anchor.subject)?.[1]?.toUpperCase()
  return (country === 'VN') === (state === 'VNM')
}

/** The state of the machine readable zone. */
function stateIn(groups: ReadonlyMap<number, Uint8Array>): string | undefined {
  const zone = groups.get(1)
  return zone && readDg1(zone)[0]?.slice(2, 5)
}

function isValid(certificate: X509Certificate, at: number): boolean {
  return Date.parse(certificate.validFrom) <= at && at <= Date.parse(certificate.validTo)
}
