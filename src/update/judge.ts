import { DeskError } from '../core/index.ts'
import type { Current } from './current.ts'
import { keyId, type Signatures, signers, type TrustedKeys } from './keys.ts'
import { type Manifest, type Platform, readManifest } from './manifest.ts'
import type { Shelf } from './shelf.ts'
import { compareVersions } from './version.ts'

/** What a desk is, and what it has seen. */
export interface DeskFacts {
  /** The version that runs. */
  readonly version: string
  /** The version of the package. */
  readonly base: string
  readonly platform: Platform | undefined
  /** The keys of the package. */
  readonly packageKeys: TrustedKeys
  /** Where those keys should be, for the words of an error. */
  readonly keyFile: string
  readonly current: Current
  readonly shelf: Shelf
}

/** A manifest as it came. */
export interface SignedManifest {
  readonly signedText: string
  readonly signatures: Signatures
  /** Where it came from. */
  readonly file: string
}

/**
 * Judges whether a desk may take a release, before anything but its manifest was read: who signed it, whether it is newer
 * than all that were seen, whether it is for this desk.
 * @returns the manifest, to be believed from now on.
 * @throws DeskError DB-UPD-002 to -005, -010, -011, -017, -019.
 */
export function judgeManifest({ signedText, signatures, file }: SignedManifest, desk: DeskFacts): Manifest {
  const trusted = desk.shelf.keys.trusted ?? desk.packageKeys
  if (trusted.length === 0) throw new DeskError('DB-UPD-010', { file: desk.keyFile })
  const signed = signers(signedText, signatures, trusted)
  if (signed.length === 0) throw new DeskError('DB-UPD-002')
  const manifest = readManifest(signedText, file)
  if (manifest.part === 'keys' && new Set(signed.map(keyId)).size < 2) throw new DeskError('DB-UPD-017')
  judgeIssue(manifest, desk)
  judgeFit(manifest, desk)
  return manifest
}

/** A warning for a release that should have been followed by a newer one: somebody may be holding that back. */
export function staleness({ issue, expires }: Manifest, wall: number): DeskError | undefined {
  return Date.parse(expires) < wall ? new DeskError('DB-UPD-009', { issue, expires }) : undefined
}

function judgeIssue({ part, issue }: Manifest, { current, shelf }: DeskFacts): void {
  if (part === 'program' && current.pending) throw new DeskError('DB-UPD-011', { version: current.pending.version })
  const { highestIssue: highest } = part === 'program' ? current : shelf[part]
  if (issue <= highest) throw new DeskError('DB-UPD-003', { issue, highest })
}

function judgeFit({ part, platform, version, minimumVersion }: Manifest, desk: DeskFacts): void {
  if (platform !== 'any' && platform !== desk.platform)
    throw new DeskError('DB-UPD-004', { platform, own: desk.platform ?? `${process.platform}-${process.arch}` })
  if (compareVersions(desk.version, minimumVersion) < 0)
    throw new DeskError('DB-UPD-005', { minimum: minimumVersion, version: desk.version })
  if (part === 'program' && compareVersions(version, desk.base) <= 0)
    throw new DeskError('DB-UPD-019', { version, base: desk.base })
  // What the program brings along itself is newer.
  if ((part === 'profiles' || part === 'texts') && compareVersions(version, desk.version) < 0)
    throw new DeskError('DB-UPD-019', { version, base: desk.version })
}
