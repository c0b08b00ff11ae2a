import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

interface World {
  readonly facts: number
  readonly faults: readonly string[]
}

interface Verdict {
  readonly verdict: string
  readonly states: number
  /** The steps that lead to what is wrong. */
  readonly story?: readonly string[]
}

/** Searches every interleaving of a small world with the rules of the contract, less those that are broken on purpose. */
function search(world: World, ...broken: string[]): Verdict {
  const program = join(import.meta.dirname, 'search.py')
  const output = execFileSync('python3', ['-B', program, JSON.stringify({ ...world, broken })], { encoding: 'utf8' })
  return JSON.parse(output) as Verdict
}

const ordinary: World = { facts: 4, faults: [] }
const oldCopy: World = { facts: 3, faults: ['image taken'] }
const clones: World = { facts: 2, faults: ['image taken', 'clones take turns'] }
const replaced: World = { facts: 3, faults: ['desk replaced'] }
const centreRestored: World = { facts: 3, faults: ['backup taken'] }
const damaged: World = { facts: 3, faults: ['disk damaged'] }
const tornCopy: World = { facts: 2, faults: ['torn image taken'] }
const refused: World = { facts: 2, faults: ['image taken', 'fact refused'] }
const mistaken: World = { facts: 2, faults: ['image taken', 'replay by mistake'] }

/** A search takes seconds; it may have to share its machine. */
const patience = 120_000

/** Fewer states than this would mean that nothing was searched. */
const atLeast = 1_000

describe('the delivery contract', () => {
  it.each<[string, World]>([
    ['crashes, a forgetful broker, disorder, repeats and several consumers', ordinary],
    ['a desk that comes back from an old copy of its disk', oldCopy],
    ['two PCs with the same disk that throw each other out', clones],
    ['a desk that is replaced by a new one', replaced],
    ['a centre that comes back from a backup and asks for a replay', centreRestored],
    ['both ends coming back from copies', { facts: 2, faults: ['image taken', 'backup taken'] }],
    ['a damaged disk, its holes told as tombstones', damaged],
    ['a damaged disk and a centre from a backup', { facts: 2, faults: ['disk damaged', 'backup taken'] }],
    ['a desk that comes back from an old copy that is damaged too', tornCopy],
    ['a fact in quarantine that is issued again under another epoch', refused],
    ['a replay that nobody should have asked for', mistaken],
  ])(
    'loses and doubles nothing, and never gets stuck: %s',
    (_, world) => {
      const { verdict, states, story } = search(world)
      expect([verdict, story]).toEqual(['holds', undefined])
      expect(states).toBeGreaterThan(atLeast)
    },
    patience,
  )

  const lost = 'lost: receipted, and the centre lacks it'
  it.each<[rule: string, verdict: string, world: World]>([
    ['chain_in_receipt', lost, oldCopy],
    ['chain_checked', lost, { facts: 4, faults: ['image taken'] }],
    ['contiguous', lost, ordinary],
    ['ids_unique', 'took effect twice', oldCopy],
    ['lower_marks_nothing', 'sent again unasked', ordinary],
    ['told_after_receipt', 'stuck', { facts: 2, faults: ['backup taken'] }],
    ['centre_compares', 'stuck', { facts: 2, faults: ['backup taken'] }],
    ['replay_only_lowers', lost, mistaken],
    ['original_hash', 'stuck', refused],
    ['holes_told', 'stuck', { facts: 2, faults: ['disk damaged'] }],
    ['earlier_epochs_judged', 'stuck', tornCopy],
    ['unknown_epoch_ignored', 'epoch after epoch', replaced],
    ['unknown_epoch_ignored', 'epoch after epoch', clones],
  ])(
    'needs the rule %s: without it the search finds "%s"',
    (rule, verdict, world) => {
      expect(search(world, rule)).toMatchObject({ verdict })
    },
    patience,
  )
})
