import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { tombstoneType } from '../contract/index.ts'
import { journalFile } from './index.ts'

const frameSize = 24 + 4096
/** So many counters, each with a state longer than a page, that the table has inner pages and rows in many pieces. */
const counters = Array.from({ length: 12 }, (_, index) => `counter/${index}`)
const stateOf = (key: string, n: number) => ({ key, n, picture: `${key} ${n} `.repeat(500) })
const last = 40

/** A journal as a power cut finds it: the last transaction is written, and nobody knows how much of it is on the disk. */
async function leftInTheLastTransaction() {
  const folder = temporaryFolder()
  const journal = await openTestJournal({ folder })
  for (let n = 1; n < last; n++) {
    const key = counters[n % counters.length] ?? ''
    await journal.commit({
      facts: [draftFact(`press ${n}`)],
      state: { key, value: stateOf(key, n) },
      dedupe: `panel/${n}`,
    })
  }
  const before = statSync(join(folder, `${journalFile}-wal`)).size
  await journal.commit({
    facts: [draftFact('given'), draftFact('served')],
    state: { key: 'counter/7', value: stateOf('counter/7', last) },
    dedupe: `panel/${last}`,
    results: [{ id: 'shown', state: 'done' }],
  })
  const log = readFileSync(join(folder, `${journalFile}-wal`))
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  await journal.close()
  const frames = Array.from({ length: (log.length - before) / frameSize }, (_, n) => before + n * frameSize)
  return { folder: copy, frames, log }
}

type Left = Awaited<ReturnType<typeof leftInTheLastTransaction>>

/** How the journal is after a start with this log. */
async function foundWith({ folder }: Left, log: Buffer) {
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  writeFileSync(join(copy, `${journalFile}-wal`), log)
  const journal = await openTestJournal({ folder: copy })
  const facts: string[] = []
  for await (const { type, sequence } of journal.facts())
    if (Number(sequence) >= last) facts.push(type === tombstoneType ? 'tombstone' : 'fact')
  const state = (await journal.state('counter/7')) as { readonly n: number }
  const found = {
    facts,
    n: state.n,
    isKnown: journal.isKnown(`panel/${last}`),
    results: (await journal.results.waiting(9)).length,
  }
  await journal.close()
  return found
}

/** What was not accepted may have happened as a whole, or not at all; its numbers may be gone. */
const whole = { facts: ['fact', 'fact'], n: last, isKnown: true, results: 1 }
const none = { n: 31, isKnown: false, results: 0 }
const asAWhole = [
  whole,
  { ...none, facts: [] },
  { ...none, facts: ['tombstone'] },
  { ...none, facts: ['tombstone', 'tombstone'] },
]

describe('the last transaction of a log, after a power cut', () => {
  it('that is on the disk is there with all that it wrote', async () => {
    const left = await leftInTheLastTransaction()
    expect(left.frames.length).toBeGreaterThan(5)
    expect(await foundWith(left, left.log)).toEqual(whole)
  })

  it('happened as a whole or not at all, whichever page of it is missing', async () => {
    const left = await leftInTheLastTransaction()
    for (const at of left.frames) {
      const torn = Buffer.from(left.log)
      torn.fill(0, at, at + frameSize)
      expect(asAWhole, `without the frame at ${at}`).toContainEqual(await foundWith(left, torn))
    }
  })

  it('happened as a whole or not at all, whatever its only page is, and wherever the file ends', async () => {
    const left = await leftInTheLastTransaction()
    for (const at of left.frames) {
      const alone = Buffer.from(left.log)
      for (const other of left.frames) if (other !== at) alone.fill(0, other, other + frameSize)
      expect(asAWhole, `only the frame at ${at}`).toContainEqual(await foundWith(left, alone))
      const short = left.log.subarray(0, at + frameSize / 2)
      expect(asAWhole, `up to ${at}`).toContainEqual(await foundWith(left, short))
    }
  })

  it('is found whole where only the words that say so are broken', async () => {
    const left = await leftInTheLastTransaction()
    const torn = Buffer.from(left.log)
    const commit = (left.frames.at(-1) ?? 0) + 16
    torn[commit] = (torn[commit] ?? 0) ^ 1
    expect(await foundWith(left, torn)).toEqual(whole)
  })
})
