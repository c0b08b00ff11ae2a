import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { fakeClock, keptLog, seededRandom, seedOfRun } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { projectFolder, start } from '../../test/support/processes.ts'
import { until } from '../../test/support/wait.ts'
import { type Fact, tombstoneType } from '../contract/index.ts'
import { type Journal, journalFile } from './index.ts'
import { readReserve, writeReserve } from './reserve-file.ts'

const [pageSize, frameSize, logHead] = [4096, 4120, 32]

const allFacts = async (journal: Journal): Promise<Fact[]> => {
  const facts: Fact[] = []
  for await (const fact of journal.facts()) facts.push(fact)
  return facts
}

const copyOf = (folder: string): string => {
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  return copy
}

/** A journal as a killed program leaves it the moment after its last press, before anything but the log knows of it. */
async function leftJustNow() {
  const folder = temporaryFolder()
  const journal = await openTestJournal({ folder, clock: fakeClock() })
  for (let n = 1; n <= 20; n++)
    await journal.commit({ facts: [draftFact(`press ${n}`)], state: { key: 'counter/5', value: { n } } })
  const before = statSync(join(folder, `${journalFile}-wal`)).size
  await journal.commit({ facts: [draftFact('last')], state: { key: 'counter/5', value: { n: 21 } } })
  const log = readFileSync(join(folder, `${journalFile}-wal`))
  const { epoch } = await journal.status()
  const left = { folder: copyOf(folder), facts: await allFacts(journal), epoch, log, before }
  await journal.close()
  return left
}

describe('the end of a log', () => {
  it('that a power cut tore costs no epoch and no fact before it', async () => {
    const seed = seedOfRun()
    process.stderr.write(`torn log: SEED=${seed}\n`)
    const random = seededRandom(seed)
    const left = await leftJustNow()
    for (let round = 0; round < 20; round++) {
      const folder = copyOf(left.folder)
      const torn = Buffer.from(left.log)
      // Any of the sectors that were not synced may not have been written; the file may not have grown either.
      for (let at = left.before; at < torn.length; at += 512)
        if (random.unit() < 0.3) torn.fill(0, at, Math.min(at + 512, torn.length))
      const length =
        random.unit() < 0.3 ? left.before + Math.floor(random.unit() * (torn.length - left.before)) : torn.length
      writeFileSync(join(folder, `${journalFile}-wal`), torn.subarray(0, length))
      const journal = await openTestJournal({ folder })
      const facts = await allFacts(journal)
      expect((await journal.status()).epoch, `SEED=${seed}`).toBe(left.epoch)
      expect(facts.slice(0, 20), `SEED=${seed}`).toEqual(left.facts.slice(0, 20))
      if (facts[20]?.type !== tombstoneType)
        expect(facts.slice(20), `SEED=${seed}`).toEqual(facts[20] ? [left.facts[20]] : [])
      expect(await journal.commit({ facts: [draftFact('next')] })).toEqual([facts.length + 1])
      await journal.close()
    }
  })

  it('in which a byte changed gives the last fact back, or reports its number, in the same epoch', async () => {
    const seed = seedOfRun()
    process.stderr.write(`flipped end of log: SEED=${seed}\n`)
    const random = seededRandom(seed)
    const left = await leftJustNow()
    let found = 0
    for (let round = 0; round < 30; round++) {
      const folder = copyOf(left.folder)
      const flipped = Buffer.from(left.log)
      const at = left.before + Math.floor(random.unit() * (flipped.length - left.before))
      // One number of a frame says whether a transaction ends with it: changed, it tells of a transaction that never was.
      if (((at - logHead) % frameSize) - 4 < 4 && (at - logHead) % frameSize >= 4) continue
      flipped[at] = (flipped[at] ?? 0) ^ (1 + Math.floor(random.unit() * 255))
      writeFileSync(join(folder, `${journalFile}-wal`), flipped)
      const journal = await openTestJournal({ folder })
      const facts = await allFacts(journal)
      const where = `SEED=${seed}, byte ${at}`
      expect((await journal.status()).epoch, where).toBe(left.epoch)
      expect(facts, where).toHaveLength(21)
      expect(facts.slice(0, 20), where).toEqual(left.facts.slice(0, 20))
      if (facts[20]?.type === tombstoneType) expect(facts[20].data, where).toEqual({ reason: 'damaged' })
      else {
        expect(facts[20], where).toEqual(left.facts[20])
        found++
      }
      await journal.close()
    }
    expect(found).toBeGreaterThan(10)
  })

  it('goes with its state: what a fact found again had changed is found with it', async () => {
    const left = await leftJustNow()
    const flipped = Buffer.from(left.log)
    // The checksum of the last frame, which holds the fact; the frame of the state before it is whole.
    const at = flipped.length - frameSize + 16
    flipped[at] = (flipped[at] ?? 0) ^ 1
    writeFileSync(join(left.folder, `${journalFile}-wal`), flipped)
    const log = keptLog()
    const journal = await openTestJournal({ folder: left.folder, log })
    expect(await allFacts(journal)).toEqual(left.facts)
    expect(await journal.state('counter/5')).toEqual({ n: 21 })
    expect((await journal.status()).repair).toMatchObject({ salvaged: 1, reported: 0, epoch: left.epoch })
    expect(log.lines.some(({ fields }) => fields.code === 'DB-JRN-012')).toBe(true)
  })
})

describe('a damaged journal', () => {
  it('is set aside as it was, told with a code, and what it held besides facts goes on', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    const command = {
      id: '019ab3f0-0000-7000-8000-000000000000',
      name: 'display.text',
      counter: '5',
      madeAt: 'x',
    } as const
    await journal.inbox.accept({ ...command, args: { lines: ['a'] } })
    await journal.commit({
      facts: [draftFact()],
      state: { key: 'counter/5', value: { n: 1 } },
      dedupe: 'keypad-1/3F2A/17',
    })
    await journal.commit({ results: [{ id: 'another', state: 'done' }] })
    const { epoch } = await journal.status()
    await journal.close()
    const path = join(folder, journalFile)
    const bytes = readFileSync(path)
    // Page 1 holds the names of all tables: without it SQLite finds nothing.
    bytes.fill(0xff, 0, pageSize)
    writeFileSync(path, bytes)

    const log = keptLog()
    const again = await openTestJournal({ folder, log })
    const status = await again.status()
    expect(status.epoch).not.toBe(epoch)
    expect(status.repair).toMatchObject({ salvaged: 1, reported: 0, epoch: status.epoch })
    expect(readFileSync(join(folder, status.repair?.aside ?? '', journalFile)).equals(bytes)).toBe(true)
    expect(log.lines.map(({ fields }) => fields.code)).toEqual(['DB-JRN-010'])
    expect(await again.state('counter/5')).toEqual({ n: 1 })
    expect(again.isKnown('keypad-1/3F2A/17')).toBe(true)
    expect((await again.inbox.pending()).map(({ id }) => id)).toEqual([command.id])
    expect((await again.results.waiting(10)).map(({ body }) => JSON.parse(body))).toEqual([
      { id: 'another', state: 'done' },
    ])
    for await (const verdict of again.verify()) expect(verdict.holds).toBe(true)
  })

  it('keeps what was confirmed confirmed, and marks a receipt at a number that the damage took', async () => {
    const folder = temporaryFolder()
    const clock = fakeClock()
    const journal = await openTestJournal({ folder, clock })
    await journal.commit({ facts: [draftFact('a'), draftFact('b'), draftFact('c')] })
    const { epoch } = await journal.status()
    const [first] = await allFacts(journal)
    await journal.delivery.receipt({ epoch, upTo: 1, chain: first?.chain ?? '' })
    await journal.close()
    rmSync(join(folder, journalFile))
    const again = await openTestJournal({ folder, clock })
    expect((await again.status()).receipted.find((one) => one.epoch === epoch)?.upTo).toBe(1)
    const receipt = { epoch, upTo: 3, chain: 'a'.repeat(64) }
    expect((await again.delivery.receipt(receipt)).kind).toBe('marked')
  })

  it('is found out when an older copy of the file alone was put in its place', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    await journal.commit({ facts: [draftFact('a')] })
    await journal.close()
    const old = readFileSync(join(folder, journalFile))
    const later = await openTestJournal({ folder })
    await later.commit({ facts: [draftFact('b')] })
    const { epoch } = await later.status()
    await later.close()
    writeFileSync(join(folder, journalFile), old)
    const again = await openTestJournal({ folder })
    expect((await again.status()).epoch).not.toBe(epoch)
    expect((await allFacts(again)).slice(0, 2).map(({ type }) => type === tombstoneType)).toEqual([false, true])
  })

  it('is set aside no more than five times; the oldest ones go', async () => {
    const folder = temporaryFolder()
    for (let round = 1; round <= 7; round++) {
      const journal = await openTestJournal({ folder, clock: fakeClock(round * 86_400_000) })
      await journal.commit({ facts: [draftFact()] })
      await journal.close()
      truncateSync(join(folder, journalFile), 0)
    }
    const names = readdirSync(join(folder, 'damaged')).sort()
    expect(names).toHaveLength(5)
    expect(names.at(-1)).toMatch(/^19700108T/)
  })
})

describe('a repair that is interrupted', () => {
  const isAtWork = (folder: string) => ['salvaging', 'replacing'].includes(readReserve(folder)?.phase.kind ?? '')

  it('at any moment is finished by the next start, with the same outcome', { timeout: 60_000 }, async () => {
    const seed = seedOfRun()
    process.stderr.write(`interrupted repair: SEED=${seed}\n`)
    const random = seededRandom(seed)
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    for (let n = 0; n < 20; n++) await journal.commit({ facts: Array.from({ length: 250 }, () => draftFact()) })
    const facts = await allFacts(journal)
    await journal.close()
    const bytes = readFileSync(join(folder, journalFile))
    bytes.fill(0, 0, pageSize)
    writeFileSync(join(folder, journalFile), bytes)
    let interrupted = 0
    for (let round = 0; round < 2; round++) {
      const own = copyOf(folder)
      for (let cut = 0; cut < 3; cut++) {
        const program = start(process.execPath, [join(projectFolder, 'test/support/accept-one-by-one.ts'), own, '0'])
        let ended = false
        void program.ended.then(() => {
          ended = true
        })
        await until('the repair to begin', () => ended || isAtWork(own), 30_000)
        await pause(random.unit() * 150)
        program.kill()
        await program.ended
        if (isAtWork(own)) interrupted++
      }
      const again = await openTestJournal({ folder: own })
      expect((await allFacts(again)).slice(0, facts.length), `SEED=${seed}`).toEqual(facts)
      expect(readdirSync(join(own, 'damaged'))).toHaveLength(1)
      await again.close()
    }
    expect(interrupted, `SEED=${seed}`).toBeGreaterThan(0)
  })

  it('after each of its steps is taken up at that step', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    await journal.commit({ facts: [draftFact('a')] })
    const facts = await allFacts(journal)
    await journal.close()
    const record = readReserve(folder)
    // The side file says so, and nothing has been moved yet.
    await writeReserve(folder, { issued: record?.issued, phase: { kind: 'salvaging', aside: 'damaged/then' } })
    writeFileSync(join(folder, 'journal.salvaged.db'), 'half of a file')
    const second = await openTestJournal({ folder })
    expect((await allFacts(second))[0]).toEqual(facts[0])
    await second.close()
    // The new file has its place, and only the last note is missing.
    const done = readReserve(folder)
    await writeReserve(folder, { issued: done?.issued, phase: { kind: 'replacing', aside: 'damaged/then' } })
    const third = await openTestJournal({ folder })
    expect((await allFacts(third))[0]).toEqual(facts[0])
    expect((await third.status()).epoch).toBe(done?.issued?.epoch)
    expect(readdirSync(join(folder, 'damaged'))).toEqual(['then'])
  })
})

const nobody = 65_534

/** Only root can give a file to somebody else; others put a folder in its place, which nobody can read as a file either. */
describe('a file of the wrong owner', () => {
  const asNobody = (folder: string) =>
    start(process.execPath, [join(projectFolder, 'test/support/accept-one-by-one.ts'), folder, '3'], {
      ...(process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}),
    })

  async function leaveWithWrongOwner() {
    const folder = join(temporaryFolder(), 'data')
    const journal = await openTestJournal({ folder })
    await journal.commit({ facts: [draftFact('a'), draftFact('b')] })
    await journal.close()
    if (process.getuid?.() === 0) {
      chmodSync(join(folder, '..'), 0o755)
      for (const own of [folder, join(folder, 'journal.reserve'), join(folder, 'journal.lock')])
        chownSync(own, nobody, nobody)
      chmodSync(join(folder, journalFile), 0o600)
    } else {
      rmSync(join(folder, journalFile))
      mkdirSync(join(folder, journalFile))
    }
    return folder
  }

  it('is set aside unread, and its numbers are reported', async () => {
    const folder = await leaveWithWrongOwner()
    const program = asNobody(folder)
    expect(await program.ended, program.said()).toBe(0)
    expect(program.said()).toContain('accepted 3')
    const journal = await openTestJournal({ folder })
    expect((await journal.status()).repair).toMatchObject({ salvaged: 0, reported: 2 })
    const facts = await allFacts(journal)
    expect(facts.slice(0, 2).every(({ type }) => type === tombstoneType)).toBe(true)
    expect(facts.slice(2).map(({ type }) => type)).toEqual(Array(3).fill('deskbridge.counter.opened'))
  })

  it('that cannot even be set aside stops the start with a code, and is left as it is', async () => {
    const folder = await leaveWithWrongOwner()
    const before = readdirSync(folder)
    // A file where the folder of damaged journals would be: renaming into it fails for everybody.
    writeFileSync(join(folder, 'damaged'), '')
    const program = asNobody(folder)
    expect(await program.ended).not.toBe(0)
    expect(program.said()).toContain('DB-JRN-011')
    expect(existsSync(join(folder, journalFile))).toBe(true)
    expect(readdirSync(folder).sort()).toEqual([...before, 'damaged'].sort())
  })
})

describe('a log whose frames are broken in the middle', () => {
  it('is damage, because what lies behind the broken frame shows that it was whole', async () => {
    const left = await leftJustNow()
    const flipped = Buffer.from(left.log)
    const frames = Math.floor((left.before - logHead) / frameSize)
    const at = logHead + frameSize * (frames - 2) + 100
    flipped[at] = (flipped[at] ?? 0) ^ 1
    writeFileSync(join(left.folder, `${journalFile}-wal`), flipped)
    const journal = await openTestJournal({ folder: left.folder })
    expect((await journal.status()).epoch).not.toBe(left.epoch)
    expect((await allFacts(journal)).slice(0, 21)).toEqual(left.facts)
  })
})
