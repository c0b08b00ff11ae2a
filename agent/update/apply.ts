import { existsSync } from 'node:fs'
import { type Clock, DeskError, type Log, type Timer } from '../../src/core/index.ts'
import {
  type DataPart,
  dataParts,
  folderOf,
  installBundle,
  type Manifest,
  readCurrent,
  readShelf,
  setBack,
  unshelved,
  writeCurrent,
  writeShelf,
} from '../../src/update/index.ts'
import type { Busy } from './busy.ts'
import { checkData } from './check-data.ts'
import type { UpdatePlace } from './place.ts'

/** When an update takes effect. */
export type Effect = 'now' | 'restart' | 'next start'

/** An update that was taken. */
export interface AppliedUpdate extends Pick<Manifest, 'part' | 'version' | 'issue'> {
  readonly effect: Effect
  /** Codes of what should be looked at although it was taken. */
  readonly warnings: readonly DeskError[]
}

/** What is being updated: the running desk, or one that does not run. */
export interface UpdatedDesk {
  /** Whether whoever started the program starts it again when it asks for that. */
  readonly restarts: boolean
  readonly busy: Busy
  /** The profiles that it cannot do without. */
  neededProfiles(): readonly string[]
  /** The device library or the texts are others now; undefined for those of the program. */
  reload(part: DataPart, folder: string | undefined): void
  /** The program is to be started anew. */
  restart(): void
}

/** A desk that does not run. */
export const stoppedDesk: UpdatedDesk = {
  restarts: false,
  busy: () => undefined,
  neededProfiles: () => [],
  reload: () => undefined,
  restart: () => undefined,
}

/** How often it is looked whether nobody is served any more. */
const lookEvery = 2_000
/** So long an answer to a command line may take. */
const answerTime = 1_000

/** Takes updates and goes back to what was before, one at a time. */
export class Applier {
  readonly #place: UpdatePlace
  readonly #clock: Clock
  readonly #log: Log
  #desk: UpdatedDesk
  #last: Promise<unknown> = Promise.resolve()
  #restart: Timer | undefined

  constructor(place: UpdatePlace, clock: Clock, log: Log, desk: UpdatedDesk = stoppedDesk) {
    this.#place = place
    this.#clock = clock
    this.#log = log
    this.#desk = desk
  }

  attach(desk: UpdatedDesk): void {
    this.#desk = desk
  }

  /** @throws DeskError DB-UPD-… it was refused, and nothing changed. */
  apply(file: string): Promise<AppliedUpdate> {
    return this.#inTurn(async () => {
      const check = (manifest: Manifest, folder: string) => checkData(manifest, folder, this.#desk.neededProfiles())
      const { manifest, folder, warnings } = await installBundle(file, {
        ...this.#place,
        wall: this.#clock.wall(),
        check,
      })
      const { part, version, issue } = manifest
      this.#log.info('an update was taken', { id: part, state: version, count: issue })
      for (const warning of warnings) this.#log.warn(warning.message, { code: warning.code })
      return { part, version, issue, warnings, effect: this.#takeEffect(part, folder) }
    })
  }

  /** @throws DeskError DB-UPD-013 there is nothing to go back to, -011 a version is being proven. */
  rollback(part: 'program' | DataPart): Promise<Effect> {
    return this.#inTurn(async () => (part === 'program' ? this.#setProgramBack() : this.#setDataBack(part)))
  }

  stop(): void {
    this.#restart?.cancel()
  }

  #setProgramBack(): Effect {
    const { places } = this.#place
    const current = readCurrent(places).value
    if (current.pending) throw new DeskError('DB-UPD-011', { version: current.pending.version })
    const before = setBack(current)
    if (!before) throw new DeskError('DB-UPD-013')
    writeCurrent(places, before)
    return this.#takeEffect('program', undefined)
  }

  #setDataBack(part: DataPart): Effect {
    const { places } = this.#place
    const before = unshelved(readShelf(places).value, part)
    if (!before) throw new DeskError('DB-UPD-013')
    writeShelf(places, before)
    const { active } = before[part]
    const folder = active ? folderOf(places, active) : undefined
    return this.#takeEffect(part, folder !== undefined && existsSync(folder) ? folder : undefined)
  }

  #takeEffect(part: Manifest['part'], folder: string | undefined): Effect {
    if (part === 'keys') return 'now'
    const data = dataParts.find((one) => one === part)
    if (data) {
      this.#desk.reload(data, folder)
      return this.#desk === stoppedDesk ? 'next start' : 'now'
    }
    if (!this.#desk.restarts) return 'next start'
    // Who asked for it, perhaps over this very program, gets the answer first.
    this.#restart?.cancel()
    this.#restart = this.#clock.after(answerTime, () => this.#restartWhenIdle())
    return 'restart'
  }

  /** What is done at a counter is never cut off: the new version waits. */
  #restartWhenIdle(): void {
    if (this.#desk.busy() === undefined) this.#desk.restart()
    else this.#restart = this.#clock.after(lookEvery, () => this.#restartWhenIdle())
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => undefined)
    return mine
  }
}
