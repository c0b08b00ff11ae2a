import type { Provisioning, ProvisionReport } from '../../src/contract/index.ts'
import { type Clock, DeskError, type Log, toDeskError } from '../../src/core/index.ts'
import { openProvisioning } from '../../src/provision/index.ts'
import type { ProvisionPost } from '../agent.ts'
import type { Config } from '../config/config.ts'
import type { ConfigResult } from '../config/load.ts'
import type { RunningDesk } from '../run-desk.ts'
import { beforeOf, type DeskHealth, sameDevices } from './health.ts'
import { type Overlay, overlayOf } from './overlay.ts'
import { type Before, ProvisionStore, reportOf, type Slot } from './store.ts'
import { type TrialLimits, untilQuiet, untilWell, usualTrial } from './trial.ts'
import { trustedKeys } from './trusted-keys.ts'

/** Where configuration is taken: from the centre, and from a person with a file. */
export interface ProvisionHost extends ProvisionPost {
  /**
   * Takes what a person brought. Resolves when it is staged; it is tried at once.
   * @throws DeskError DB-PRV-015 it is no sound configuration here, -016 of another desk, -025 one is being tried.
   */
  byHand(content: string): void
  /**
   * Gives up what the centre sent; the desk starts anew with what a person wrote.
   * @throws DeskError DB-PRV-025 one is being tried.
   */
  drop(): void
}

/** What keeping a desk needs. */
export interface DeskKeeperOptions {
  readonly clock: Clock
  readonly log: Log
  /** What is in force at the start. */
  readonly config: Config
  /** Reads the configuration anew: with this laid over it, else with what is in force. */
  load(over?: Overlay): ConfigResult
  start(config: Config, provision: ProvisionHost): Promise<RunningDesk>
  readonly limits?: Partial<TrialLimits>
}

/** A desk that is kept running, whatever configuration comes. */
export interface DeskKeeper {
  /** The desk at this moment; another one after each change, and none while it changes. */
  desk(): RunningDesk | undefined
  /** Resolves when the desk could not be started again with what it had before. */
  readonly failed: Promise<DeskError>
  stop(): Promise<void>
}

/** The program may end so often while one is being tried; the power may have gone, which is not its fault. */
const mostTries = 3
const longestWords = 200
/** A trial must end, and the desk be back, within a minute. */
const usualLimits: TrialLimits = { trial: usualTrial, settled: 2_000, quiet: 180_000 }

/**
 * Starts a desk and takes configuration for it: verified, checked, kept on disk, tried, and given back when the desk is not
 * as well with it as before.
 * @throws what starting the desk throws.
 */
export async function keepDesk(options: DeskKeeperOptions): Promise<DeskKeeper> {
  const keeper = new Keeper(options)
  await keeper.start()
  return keeper
}

class Keeper implements DeskKeeper, ProvisionHost {
  readonly failed: Promise<DeskError>
  readonly #o: DeskKeeperOptions
  readonly #store: ProvisionStore
  readonly #stopping = new AbortController()
  readonly #fail: (error: DeskError) => void
  #config: Config
  #desk: RunningDesk | undefined
  #trying: Promise<void> | undefined
  /** Came while another was being tried. */
  #next: Provisioning | undefined

  constructor(options: DeskKeeperOptions) {
    this.#o = options
    this.#config = options.config
    this.#store = new ProvisionStore(options.config.dataFolder)
    const { promise, resolve } = Promise.withResolvers<DeskError>()
    this.failed = promise
    this.#fail = resolve
  }

  desk(): RunningDesk | undefined {
    return this.#desk
  }

  async start(): Promise<void> {
    const { trial } = this.#store.state
    if (trial && trial.tries >= mostTries) {
      const { revision } = trial.slot
      this.#giveBack(new DeskError('DB-PRV-019', { revision, tries: trial.tries }))
    }
    const staged = this.#store.state.trial
    const tried = staged && this.#prepared(staged.slot)
    if (!tried) {
      this.#tellDamage()
      this.#desk = await this.#o.start(this.#config, this)
      // What came in the first moments.
      return this.#try()
    }
    this.#quietly(() => this.#store.begin(staged.before))
    await this.#startWith(tried.slot, tried.config)
    // The desk is at work; whether it is well shows later.
    if (this.#store.state.trial) this.#watch(tried.slot, tried.config, staged.before)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#trying
    await this.#desk?.stop()
  }

  report(): ProvisionReport | undefined {
    return reportOf(this.#store.state)
  }

  async take(message: Provisioning): Promise<void> {
    if (this.#trying || this.#store.state.trial) {
      this.#next = message
      return
    }
    const { highest } = this.#store.state
    const { revision, desk: found } = message
    // The retained message comes with every connection.
    if (revision === highest) return
    try {
      const { centre, desk } = this.#config
      const keys = trustedKeys(this.#config)
      const { content } = openProvisioning(message, { desk: `${centre}/${desk}`, keys, highest })
      this.#check(revision, content)
      this.#store.stage(revision, content)
    } catch (error) {
      return this.#refuse(revision, toDeskError(error, 'DB-PRV-026', { folder: this.#config.dataFolder }))
    }
    this.#o.log.info('configuration to be tried', { count: revision, id: found })
    this.#try()
  }

  byHand(content: string): void {
    if (this.#trying || this.#store.state.trial) throw new DeskError('DB-PRV-025')
    this.#check(0, content)
    this.#store.stage(0, content)
    this.#try()
  }

  drop(): void {
    const desk = this.#desk
    if (this.#trying || this.#store.state.trial || !desk) throw new DeskError('DB-PRV-025')
    this.#store.drop()
    this.#track(this.#goOnWithout(desk))
  }

  /** Throws why it cannot be used at this desk. */
  #check(revision: number, content: string): void {
    const { problems } = this.#o.load({ revision, content, file: `provision ${revision}` })
    const [first] = problems
    if (first?.code === 'DB-PRV-016') throw first
    if (first) throw new DeskError('DB-PRV-015', { revision, reason: first.message }, { cause: first })
  }

  #refuse(revision: number, error: DeskError): void {
    this.#o.log.warn(error.message, { code: error.code, count: revision })
    // Older than what was taken before: its refusal must not hide what became of that.
    if (error.code === 'DB-PRV-014') return
    const vouched = error.code === 'DB-PRV-015' || error.code === 'DB-PRV-016' ? 'vouched for' : 'of a stranger'
    this.#quietly(() => this.#store.refuse(revision, wordsOf(error), vouched))
    this.#desk?.agent.restate()
  }

  #try(): void {
    const staged = this.#store.state.trial
    if (staged && this.#desk) this.#track(this.#change(this.#desk, staged.slot))
  }

  #watch(slot: Slot, config: Config, before: Before | null): void {
    this.#track(this.#judge(slot, config, before, new Set(config.devices.map(({ name }) => name))))
  }

  #track(work: Promise<void>): void {
    this.#trying = work
      .catch((error: unknown) => this.#fail(toDeskError(error, 'DB-AGT-003')))
      .finally(() => {
        this.#trying = undefined
        const next = this.#next
        this.#next = undefined
        if (next && !this.#stopping.signal.aborted) void this.take(next)
      })
  }

  async #change(desk: RunningDesk, slot: Slot): Promise<void> {
    const { clock } = this.#o
    await untilQuiet(desk.agent, { clock, limit: this.#limits.quiet, signal: this.#stopping.signal })
    const prepared = this.#prepared(slot)
    if (!prepared || this.#stopping.signal.aborted) return
    const before = beforeOf(healthOf(desk))
    const unchanged = sameDevices(this.#config, prepared.config)
    try {
      this.#store.begin(before)
    } catch (error) {
      return this.#giveBack(toDeskError(error, 'DB-PRV-026'))
    }
    await desk.stop()
    this.#desk = undefined
    await this.#startWith(slot, prepared.config)
    if (this.#store.state.trial) await this.#judge(slot, prepared.config, before, unchanged)
  }

  /** Its configuration; undefined, and given back, where its text is damaged or does not fit any more. */
  #prepared(slot: Slot): { readonly slot: Slot; readonly config: Config } | undefined {
    const { revision } = slot
    const overlay = overlayOf(this.#config.dataFolder, slot)
    const { config, problems } = overlay ? this.#o.load(overlay) : { problems: [] }
    if (config) return { slot, config }
    const reason = problems[0]?.message
    this.#giveBack(
      reason === undefined
        ? new DeskError('DB-PRV-021', { revision })
        : new DeskError('DB-PRV-015', { revision, reason }),
    )
    return undefined
  }

  /** Starts with what is to be tried; with what was before where that is not possible. */
  async #startWith(slot: Slot, config: Config): Promise<void> {
    try {
      this.#desk = await this.#o.start(config, this)
    } catch (error) {
      const reason = toDeskError(error, 'DB-AGT-003').message
      await this.#goBack(new DeskError('DB-PRV-017', { revision: slot.revision, reason }, { cause: error }))
    }
  }

  async #judge(slot: Slot, config: Config, before: Before | null, unchanged: ReadonlySet<string>): Promise<void> {
    const desk = this.#desk
    if (!desk) return
    const { clock } = this.#o
    const { signal } = this.#stopping
    const limit = config.provisioning.trial === undefined ? this.#limits.trial : config.provisioning.trial * 1_000
    const health = () => healthOf(desk)
    const limits = { ...this.#limits, trial: limit }
    const reason = await untilWell({ clock, health, before, unchanged, limits, signal })
    // Told to stop in the middle: it is tried again at the next start.
    if (signal.aborted) return
    const { revision } = slot
    if (reason !== undefined) {
      return await this.#goBack(new DeskError('DB-PRV-018', { revision, seconds: limit / 1_000, reason }))
    }
    this.#quietly(() => this.#store.keep())
    this.#config = config
    this.#o.log.info('configuration in force', { count: revision })
    desk.agent.restate()
  }

  /** What is in force cannot be used any more: its text is damaged, or a profile that it needs is gone. */
  #tellDamage(): void {
    const { inForce } = this.#store.state
    if (!inForce || inForce.revision === this.#config.revision) return
    const error = new DeskError('DB-PRV-021', { revision: inForce.revision })
    this.#o.log.error(error.message, { code: error.code })
  }

  async #goBack(why: DeskError): Promise<void> {
    await this.#desk?.stop()
    this.#desk = undefined
    this.#giveBack(why)
    await this.#startAnew()
  }

  async #goOnWithout(desk: RunningDesk): Promise<void> {
    await desk.stop()
    await this.#startAnew()
  }

  async #startAnew(): Promise<void> {
    const { config = this.#config } = this.#o.load()
    this.#config = config
    this.#desk = await this.#o.start(config, this)
  }

  #giveBack(why: DeskError): void {
    this.#o.log.error(why.message, { code: why.code })
    this.#quietly(() => this.#store.giveBack(wordsOf(why)))
  }

  /** A disk that takes nothing must not stop the desk; at the next start what it holds is tried again. */
  #quietly(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#o.log.warn(toDeskError(error, 'DB-PRV-026').message)
    }
  }

  get #limits(): TrialLimits {
    return { ...usualLimits, ...this.#o.limits }
  }
}

function healthOf({ agent }: RunningDesk): DeskHealth {
  return { isOnline: agent.centre().state !== 'offline', devices: agent.devices() }
}

/** The code, and what it is about, for people at the centre. */
function wordsOf({ code, args }: DeskError): string {
  return `${code} ${args.reason ?? ''}`.trim().slice(0, longestWords)
}
