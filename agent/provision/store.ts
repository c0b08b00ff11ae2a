import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { ProvisionReport } from '../../src/contract/index.ts'
import { toDeskError } from '../../src/core/index.ts'
import { type Disk, realDisk, replaceFile } from './disk.ts'

const slotSchema = Type.Object({
  /** 0 for one that a person brought in a file without a signature. */
  revision: Type.Integer({ minimum: 0 }),
  file: Type.String({ pattern: '^[0-9]+-[0-9a-f]{16}\\.yaml$' }),
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})

const stateSchema = Type.Object({
  /** The highest revision that was ever taken: what is not above it is old. */
  highest: Type.Integer({ minimum: 0 }),
  inForce: Type.Union([slotSchema, Type.Null()]),
  /** What was in force before, for the day on which the other cannot be read. */
  previous: Type.Union([slotSchema, Type.Null()]),
  trial: Type.Union([
    Type.Object({
      slot: slotSchema,
      /** How often the program has started with it. */
      tries: Type.Integer({ minimum: 0 }),
      /** How the desk was before; null where nobody knows. */
      before: Type.Union([Type.Object({ isOnline: Type.Boolean(), ready: Type.Array(Type.String()) }), Type.Null()]),
    }),
    Type.Null(),
  ]),
  refused: Type.Union([Type.Object({ revision: Type.Integer({ minimum: 0 }), error: Type.String() }), Type.Null()]),
})
const isState = Compile(stateSchema)

/** What the desk has of its centre's configuration. */
export type ProvisionState = Static<typeof stateSchema>
/** One configuration that is kept. */
export type Slot = Static<typeof slotSchema>
/** How a desk was before something new was tried. */
export type Before = NonNullable<NonNullable<ProvisionState['trial']>['before']>

const nothing: ProvisionState = { highest: 0, inForce: null, previous: null, trial: null, refused: null }

/** The folder within the data folder. */
export function provisionFolder(dataFolder: string): string {
  return join(dataFolder, 'provision')
}

/** What is kept, as it is on the disk now. */
export function readProvisionState(dataFolder: string): ProvisionState {
  try {
    const state: unknown = JSON.parse(readFileSync(stateFile(dataFolder), 'utf8'))
    return isState.Check(state) ? state : nothing
  } catch {
    return nothing
  }
}

/** The text of one that is kept; undefined when it is not what was written. */
export function readContent(dataFolder: string, slot: Slot): string | undefined {
  try {
    const content = readFileSync(contentFile(dataFolder, slot), 'utf8')
    return hash('sha256', content, 'hex') === slot.hash ? content : undefined
  } catch {
    return undefined
  }
}

/** Where the text of one that is kept lies. */
export function contentFile(dataFolder: string, slot: Slot): string {
  return join(provisionFolder(dataFolder), slot.file)
}

/** What became of it, for the centre; undefined where nothing ever came. */
export function reportOf({ inForce, trial, refused }: ProvisionState): ProvisionReport | undefined {
  if (!inForce && !trial && !refused) return undefined
  return {
    revision: inForce?.revision ?? 0,
    ...(trial && trial.slot.revision > 0 ? { trying: trial.slot.revision } : {}),
    ...(refused && refused.revision > 0 ? { refused } : {}),
  }
}

/** The configuration that came from the centre, on the disk. Every change is one renamed file: the old state or the new. */
export class ProvisionStore {
  readonly #folder: string
  readonly #disk: Disk
  #state: ProvisionState

  constructor(dataFolder: string, disk: Disk = realDisk) {
    this.#folder = dataFolder
    this.#disk = disk
    this.#state = readProvisionState(dataFolder)
  }

  get state(): ProvisionState {
    return this.#state
  }

  content(slot: Slot): string | undefined {
    return readContent(this.#folder, slot)
  }

  /** Keeps one to be tried. The text is durable before anything points at it. */
  stage(revision: number, content: string): Slot {
    const digest = hash('sha256', content, 'hex')
    const slot = { revision, hash: digest, file: `${revision}-${digest.slice(0, 16)}.yaml` }
    this.#guard(() => replaceFile(this.#disk, contentFile(this.#folder, slot), content))
    const before = this.#state
    try {
      const highest = Math.max(before.highest, revision)
      this.#write({ ...before, highest, trial: { slot, tries: 0, before: null } })
    } catch (error) {
      this.#state = before
      throw error
    }
    return slot
  }

  /** The program is about to start with it: counted before, so that one that ends the program is not tried for ever. */
  begin(before: Before | null): void {
    const { trial } = this.#state
    if (trial) this.#write({ ...this.#state, trial: { ...trial, tries: trial.tries + 1, before } })
  }

  /** It works: from now on it is the one in force. */
  keep(): void {
    const { trial, inForce } = this.#state
    if (!trial) return
    this.#write({ ...this.#state, inForce: trial.slot, previous: inForce, trial: null, refused: null })
    this.#tidy()
  }

  /** It does not work: what was in force goes on. */
  giveBack(error: string): void {
    const { trial } = this.#state
    if (!trial) return
    this.#write({ ...this.#state, trial: null, refused: { revision: trial.slot.revision, error } })
    this.#tidy()
  }

  /** It was not even tried. What nobody vouches for must not keep the next one out, so `highest` stays then. */
  refuse(revision: number, error: string, by: 'vouched for' | 'of a stranger'): void {
    const { highest, refused } = this.#state
    if (refused?.revision === revision && refused.error === error) return
    const reached = by === 'vouched for' ? Math.max(highest, revision) : highest
    this.#write({ ...this.#state, highest: reached, refused: { revision, error } })
  }

  /** `deskbridge.yaml` alone decides. What was taken once stays old. */
  drop(): void {
    this.#write({ ...nothing, highest: this.#state.highest })
    this.#tidy()
  }

  /** The program goes by the new state also where the disk does not take it, for a desk must go on. */
  #write(state: ProvisionState): void {
    this.#state = state
    this.#guard(() => replaceFile(this.#disk, stateFile(this.#folder), JSON.stringify(state, null, 2)))
  }

  /** Texts that nothing points at any more. One that is left behind does no harm. */
  #tidy(): void {
    const { inForce, previous, trial } = this.#state
    const wanted = [inForce, previous, trial?.slot].flatMap((slot) => (slot ? [slot.file] : []))
    const folder = provisionFolder(this.#folder)
    for (const name of readdirSync(folder))
      if (/\.yaml(\.new)?$/.test(name) && !wanted.includes(name))
        this.#guard(() => this.#disk.remove(join(folder, name)))
  }

  #guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      throw toDeskError(error, 'DB-PRV-026', { folder: provisionFolder(this.#folder) })
    }
  }
}

function stateFile(dataFolder: string): string {
  return join(provisionFolder(dataFolder), 'state.json')
}
