import { type Clock, type DeskError, type ErrorCode, type Log, type Random, toDeskError } from '../../src/core/index.ts'
import {
  type DeskIdentity,
  daysLeft,
  IdentityFolder,
  type KeyLevel,
  type LifeStage,
  proveAtBroker,
  renewIdentity,
  stageOf,
} from '../../src/identity/index.ts'

/** How the identity of a desk is, for people. */
export type IdentityStatus =
  | { readonly state: 'none' }
  | { readonly state: 'damaged'; readonly problem: ErrorCode }
  | {
      readonly state: LifeStage
      readonly level: KeyLevel
      /** Wall milliseconds. */
      readonly until: number
      readonly daysLeft: number
      /** Why it could not be renewed, when it was last tried. */
      readonly problem: ErrorCode | null
    }

/** Renews the certificate of a desk in time, for as long as the agent runs. */
export interface IdentityKeeper {
  status(): IdentityStatus
  /** Looks at once whether something is due. */
  look(): Promise<void>
  stop(): void
}

/** What it needs. */
export interface IdentityKeeperOptions {
  readonly dataFolder: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** There is another identity than before. */
  changed(): void
}

/** A person who has just enrolled the desk waits for it. */
const lookEvery = 1_000
/** After a refusal, or while the centre cannot be reached. */
const tryAgain = { least: 20 * 60_000, most: 40 * 60_000 }
/** One that cannot be read may be read later, where its keeper came up after us. */
const readAgainEvery = 60_000

/** Starts to look after the identity of a data folder. */
export function keepIdentity(options: IdentityKeeperOptions): IdentityKeeper {
  const keeper = new Keeping(options)
  void keeper.look()
  return keeper
}

class Keeping implements IdentityKeeper {
  readonly #o: IdentityKeeperOptions
  readonly #folder: IdentityFolder
  #version: string | undefined
  #identity: DeskIdentity | undefined
  #damaged: DeskError | undefined
  #problem: DeskError | undefined
  #notBefore = Number.NEGATIVE_INFINITY
  #readAgainAt = Number.POSITIVE_INFINITY
  #looking: Promise<void> | undefined
  #next: { cancel(): void } | undefined
  #stopped = false

  constructor(options: IdentityKeeperOptions) {
    this.#o = options
    this.#folder = new IdentityFolder(options.dataFolder)
    this.#read()
  }

  status(): IdentityStatus {
    this.#refresh()
    if (this.#damaged) return { state: 'damaged', problem: this.#damaged.code }
    const identity = this.#identity
    if (!identity) return { state: 'none' }
    const now = this.#o.clock.wall()
    return {
      state: stageOf(identity, now),
      level: identity.level,
      until: identity.until,
      daysLeft: daysLeft(identity, now),
      problem: this.#problem?.code ?? null,
    }
  }

  look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = undefined
      this.#next?.cancel()
      if (!this.#stopped) this.#next = this.#o.clock.after(lookEvery, () => void this.look())
    })
    return this.#looking
  }

  stop(): void {
    this.#stopped = true
    this.#next?.cancel()
  }

  async #lookOnce(): Promise<void> {
    this.#refresh()
    const { clock } = this.#o
    const identity = this.#identity
    if (!identity || clock.mono() < this.#notBefore) return
    const stage = stageOf(identity, clock.wall())
    if (stage === 'due' || stage === 'expired') await this.#renew(identity)
  }

  #refresh(): void {
    const isSame = this.#folder.version() === this.#version
    if (isSame && this.#o.clock.mono() < this.#readAgainAt) return
    this.#read()
    if (!isSame || !this.#damaged) this.#o.changed()
  }

  async #renew(identity: DeskIdentity): Promise<void> {
    const { clock, random, log } = this.#o
    // Whatever becomes of it: not again at once, and not all desks of a centre together.
    this.#notBefore = clock.mono() + tryAgain.least + random.unit() * (tryAgain.most - tryAgain.least)
    try {
      await renewIdentity(identity, { folder: this.#folder, log, prove: proveAtBroker })
      this.#problem = undefined
      log.info('the certificate of this desk was renewed')
    } catch (error) {
      this.#problem = toDeskError(error, 'DB-IDN-003', { server: identity.server })
      log.warn(this.#problem.message, { code: this.#problem.code })
    }
  }

  #read(): void {
    this.#version = this.#folder.version()
    try {
      this.#damaged = undefined
      this.#readAgainAt = Number.POSITIVE_INFINITY
      this.#identity = this.#folder.read()
    } catch (error) {
      this.#identity = undefined
      this.#readAgainAt = this.#o.clock.mono() + readAgainEvery
      this.#damaged = toDeskError(error, 'DB-IDN-002', { folder: '–' })
    }
  }
}
