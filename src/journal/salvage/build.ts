import {
  chainStart,
  type Epoch,
  emptyTombstone,
  formatTime,
  type Sequence,
  unknownChain,
} from '../../contract/index.ts'
import type { Clock, Random } from '../../core/index.ts'
import type { Executor } from '../../sqlite/index.ts'
import type { DeskNames } from '../envelope.ts'
import { newEpochName } from '../epochs.ts'
import { positionOf } from '../position.ts'
import type { Issued } from '../reserve-file.ts'
import type { Findings } from './findings.ts'
import { type EpochPlan, planEpochs } from './plan.ts'
import { prove } from './prove.ts'

/** What building a journal from findings needs. */
export interface BuildOptions extends DeskNames {
  readonly clock: Clock
  readonly random: Random
}

/** What a new journal holds of the old one. */
export interface Built {
  readonly salvaged: number
  readonly reported: number
  /** The epoch that begins behind all the old ones. */
  readonly epoch: Epoch
  readonly ordinal: number
}

/** Writes everything that was found, and tombstones for the rest, into the empty tables of a new journal. */
export async function build(
  db: Executor,
  found: Findings,
  issued: Issued | undefined,
  options: BuildOptions,
): Promise<Built> {
  const begun = formatTime(options.clock.wall())
  const plans = planEpochs(found, issued)
  let [salvaged, reported] = [0, 0]
  for (const plan of plans) {
    const facts = new FactWriter(db, plan, options)
    await facts.writeAll(found)
    salvaged += facts.salvaged
    reported += facts.reported
    await writeEpoch(db, plan, plan.begun ?? begun)
  }
  await writeOthers(db, found)
  const ordinal = (plans.at(-1)?.ordinal ?? 0) + 1
  const epoch = newEpochName(options.random)
  await db.run('INSERT INTO epochs (ordinal, epoch, begun) VALUES (?, ?, ?)', ordinal, epoch, begun)
  return { salvaged, reported, epoch, ordinal }
}

const batch = 500

/** Writes the facts of one epoch, each number exactly once. */
class FactWriter {
  readonly #db: Executor
  readonly #plan: EpochPlan
  readonly #options: BuildOptions
  #rows: (readonly [position: number, id: string, chain: string, body: string])[] = []
  #reached: number
  salvaged = 0
  reported = 0

  constructor(db: Executor, plan: EpochPlan, options: BuildOptions) {
    this.#db = db
    this.#plan = plan
    this.#options = options
    this.#reached = plan.pruned
  }

  async writeAll(found: Findings): Promise<void> {
    const { ordinal, epoch, pruned, prunedChain, last } = this.#plan
    const start = { sequence: pruned, chain: pruned === 0 ? chainStart : prunedChain }
    for (const { sequence, id, chain, body } of prove(epoch, start, found.facts(ordinal))) {
      if (sequence > last) break
      await this.#report(sequence - 1)
      await this.#write(sequence, id, chain, body)
      this.salvaged++
    }
    await this.#report(last)
    await this.#flush()
  }

  /** Tombstones for all numbers up to this one of which nothing was read. */
  async #report(upTo: number): Promise<void> {
    const { centre, desk, clock } = this.#options
    while (this.#reached < upTo) {
      const sequence = (this.#reached + 1) as Sequence
      const lost = {
        centre,
        desk,
        epoch: this.#plan.epoch as Epoch,
        sequence,
        reason: 'damaged',
        at: clock.wall(),
      } as const
      const tombstone = emptyTombstone(lost)
      await this.#write(sequence, tombstone.id, unknownChain, JSON.stringify(tombstone))
      this.reported++
    }
  }

  async #write(sequence: number, id: string, chain: string, body: string): Promise<void> {
    this.#rows.push([positionOf(this.#plan.ordinal, sequence), id, chain, body])
    this.#reached = sequence
    if (this.#rows.length >= batch) await this.#flush()
  }

  async #flush(): Promise<void> {
    await this.#db.run(
      `INSERT INTO facts (position, id, chain, body)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
      JSON.stringify(this.#rows),
    )
    this.#rows = []
  }
}

/** What left the desk as its hash may have been found whole, so stripping begins anew: `stripped` starts at 0. */
async function writeEpoch(db: Executor, plan: EpochPlan, begun: string): Promise<void> {
  await db.run(
    `INSERT INTO epochs (ordinal, epoch, begun, receipted, sent, superseded, last, pruned, pruned_chain)
     VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?)`,
    plan.ordinal,
    plan.epoch,
    begun,
    plan.receipted,
    plan.superseded,
    plan.last,
    plan.pruned,
    plan.prunedChain,
  )
}

const insert = {
  state: 'INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)',
  dedupe: 'INSERT OR IGNORE INTO dedupe (number, key) VALUES (?, ?)',
  inbox: 'INSERT OR IGNORE INTO inbox (number, id, body, result) VALUES (?, ?, ?, ?)',
  results: 'INSERT OR IGNORE INTO results (number, body) VALUES (?, ?)',
  quarantine: 'INSERT OR IGNORE INTO quarantine (position, reason, body) VALUES (?, ?, ?)',
  milestones: 'INSERT OR IGNORE INTO milestones (at, ordinal, receipted) VALUES (?, ?, ?)',
} as const

async function writeOthers(db: Executor, found: Findings): Promise<void> {
  for (const { table, columns } of found.others) await db.run(insert[table], ...columns)
}
