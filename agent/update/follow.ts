import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Release, ReleasesMessage } from '../../src/contract/index.ts'
import { type Clock, type ErrorCode, type Log, type Random, type Timer, toDeskError } from '../../src/core/index.ts'
import { deskFacts, isInWave, judgeManifest, type Manifest, updateParts } from '../../src/update/index.ts'
import type { Applier } from './apply.ts'
import type { Busy } from './busy.ts'
import { fetchBundle } from './fetch-bundle.ts'
import type { UpdatePlace } from './place.ts'
import { isWithinHours, type UpdatePolicy } from './policy.ts'
import type { UnderWay } from './reports.ts'

/** What following the centre's releases needs. */
export interface FollowOptions {
  readonly place: UpdatePlace
  readonly policy: UpdatePolicy
  /** The name of the desk, `{centre}/{desk}`. */
  readonly desk: string
  readonly applier: Applier
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  busy(): ReturnType<Busy>
  /** Certificates that the desk trusts, for https. */
  ca(): string | undefined
  changed(): void
}

/** While something waits for an hour or for an empty counter. */
const lookEvery = 30_000
/** After a failure, twice as long each time, up to an hour. */
const firstPause = 60_000
const longestPause = 3_600_000

/** A release that this desk may take, as far as its manifest tells. */
interface Candidate {
  readonly release: Release
  readonly manifest: Manifest
}

/** Takes what the centre announces: fetched when the desk is in the wave, applied when the site's hours and the counters allow. */
export class Follower {
  readonly #o: FollowOptions
  readonly #underWay = new Map<string, UnderWay>()
  /** Releases that will never fit; announced again they are not fetched again. */
  readonly #refused = new Set<string>()
  readonly #abort = new AbortController()
  #message: ReleasesMessage | undefined
  #timer: Timer | undefined
  #failures = 0
  #isAtWork = false

  constructor(options: FollowOptions) {
    this.#o = options
  }

  get underWay(): ReadonlyMap<string, UnderWay> {
    return this.#underWay
  }

  /** Bundles that are here and wait for the word of a person. */
  get waiting(): readonly string[] {
    return this.#candidates()
      .filter(({ manifest }) => this.#underWay.get(manifest.part)?.state === 'waiting')
      .map((one) => this.#fileOf(one))
  }

  releases(message: ReleasesMessage): void {
    const isFirst = JSON.stringify(message) !== JSON.stringify(this.#message)
    this.#message = message
    if (!isFirst || this.#o.policy.mode === 'off') return
    this.#failures = 0
    const spread = Math.max(0, ...message.releases.map(({ spread }) => spread))
    this.#look(this.#o.random.unit() * spread)
  }

  stop(): void {
    this.#timer?.cancel()
    this.#abort.abort()
  }

  #look(ms: number): void {
    this.#timer?.cancel()
    if (!this.#abort.signal.aborted) this.#timer = this.#o.clock.after(ms, () => void this.#work())
  }

  async #work(): Promise<void> {
    if (this.#isAtWork) return this.#look(lookEvery)
    this.#isAtWork = true
    try {
      const [next, ...others] = this.#candidates().filter((one) => !this.#waitsForWord(one))
      if (next && (await this.#take(next)) === 'later') this.#look(lookEvery)
      else if (others.length > 0) this.#look(0)
    } catch (error) {
      this.#look(Math.min(longestPause, firstPause * 2 ** this.#failures++))
      this.#o.log.warn(toDeskError(error, 'DB-AGT-003').message)
    } finally {
      this.#isAtWork = false
    }
  }

  /** It is here, and the site wants to be asked. */
  #waitsForWord({ manifest }: Candidate): boolean {
    const known = this.#underWay.get(manifest.part)
    return this.#o.policy.mode === 'ask' && known?.state === 'waiting' && known.issue === manifest.issue
  }

  /** Keys first, since the others may be signed with them. */
  #candidates(): readonly Candidate[] {
    const found = (this.#message?.releases ?? []).flatMap((release) => this.#judge(release) ?? [])
    const rank = ({ manifest }: Candidate) => (manifest.part === 'keys' ? -1 : updateParts.indexOf(manifest.part))
    return found.sort((a, b) => rank(a) - rank(b) || b.manifest.issue - a.manifest.issue)
  }

  #judge(release: Release): Candidate | undefined {
    const { place, desk, policy, log } = this.#o
    if (this.#refused.has(release.manifest)) return undefined
    try {
      const signed = { signedText: release.manifest, signatures: release.signatures, file: release.url }
      const manifest = judgeManifest(signed, deskFacts(place))
      return isInWave(desk, manifest, release.percent, policy.wave) ? { release, manifest } : undefined
    } catch (error) {
      const { code, message } = toDeskError(error, 'DB-AGT-003')
      // Most of what is announced is known, or for others.
      if (!(['DB-UPD-003', 'DB-UPD-004', 'DB-UPD-011'] as ErrorCode[]).includes(code)) log.warn(message, { code })
      if (code === 'DB-UPD-002') this.#refused.add(release.manifest)
      return undefined
    }
  }

  async #take(candidate: Candidate): Promise<'done' | 'later'> {
    const { policy, clock, applier, busy, ca } = this.#o
    const { release, manifest } = candidate
    const file = this.#fileOf(candidate)
    try {
      this.#tell(manifest, 'fetching')
      const trust = ca()
      const { url, bytes } = release
      await fetchBundle({ url, bytes, file, signal: this.#abort.signal, ...(trust === undefined ? {} : { ca: trust }) })
      this.#tell(manifest, 'waiting')
      if (policy.mode === 'ask') return 'done'
      if (!isWithinHours(policy, clock.wall()) || busy() !== undefined) return 'later'
      await applier.apply(file)
      this.#forget(manifest, file)
      return 'done'
    } catch (error) {
      this.#failed(candidate, file, error)
      throw error
    }
  }

  #failed({ release, manifest }: Candidate, file: string, error: unknown): void {
    const { code } = toDeskError(error, 'DB-AGT-003')
    this.#tell(manifest, 'failed', code)
    const mayBeTransient = (['DB-UPD-011', 'DB-UPD-014', 'DB-UPD-015', 'DB-AGT-003'] as ErrorCode[]).includes(code)
    if (mayBeTransient) return
    // A part that a power cut tore is mended by fetching it anew, once.
    rmSync(file, { force: true })
    if (this.#failures > 0) this.#refused.add(release.manifest)
  }

  /** It was applied, also by hand. */
  #forget({ part }: Pick<Manifest, 'part'>, file: string): void {
    this.#underWay.delete(part)
    rmSync(file, { force: true })
    this.#o.changed()
  }

  #tell({ part, issue, version }: Manifest, state: UnderWay['state'], error?: string): void {
    const before = this.#underWay.get(part)
    if (before?.issue === issue && before.state === state && before.error === error) return
    this.#underWay.set(part, { part, issue, version, state, ...(error === undefined ? {} : { error }) })
    this.#o.changed()
  }

  #fileOf({ manifest }: Candidate): string {
    const { part, version, issue, payload } = manifest
    return join(this.#o.place.places.incoming, `${part}-${version}-${issue}-${payload.sha256.slice(0, 12)}.update`)
  }
}
