import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Command, type CommandResult, type Fact, formatTime } from '../src/contract/index.ts'
import { DeskError, uuidv7 } from '../src/core/index.ts'
import { defaultSettings } from '../src/counter/index.ts'
import type { Journal } from '../src/journal/index.ts'
import { fakeClock, keptLog, silentLog, systemClock, systemRandom } from '../test/support/faces.ts'
import { temporaryFolder } from '../test/support/folder.ts'
import { draftFact, openTestJournal } from '../test/support/journals.ts'
import { projectFolder, start } from '../test/support/processes.ts'
import { commandsAtWork } from './commands-at-work.ts'
import { CounterRuntime } from './counter-runtime.ts'

const program = join(projectFolder, 'test', 'support', 'command-life.ts')

const show: Command = {
  id: uuidv7(systemClock.wall(), systemRandom),
  name: 'counter.show',
  counter: '5',
  args: { ticket: 'A012' },
  madeAt: formatTime(systemClock.wall()),
}
const words: Command = { ...show, id: uuidv7(1, systemRandom), name: 'display.text', args: { lines: ['a'] } }

/** Lives through it once. Returns what the broker heard. */
async function live(folder: string, ...args: readonly string[]): Promise<string[]> {
  const life = start(process.execPath, [program, folder, ...args])
  await life.ended
  return life.said().trim().split('\n')
}

const resultsIn = (heard: readonly string[]) =>
  heard.filter((line) => line.startsWith('result ')).map((line) => JSON.parse(line.slice(7)) as CommandResult)

async function ticketsShown(folder: string): Promise<unknown[]> {
  const journal = await openTestJournal({ folder })
  const tickets: unknown[] = []
  for await (const { type, data } of journal.facts() as AsyncIterable<Fact>)
    if (type === 'deskbridge.ticket.shown') tickets.push(data.ticket)
  await journal.close()
  return tickets
}

describe('a command', () => {
  it('has one effect and one result, between whichever two steps of its life the program is killed', async () => {
    let killAt = 1
    for (let survived = false; !survived; killAt++) {
      const folder = temporaryFolder()
      const before = await live(folder, JSON.stringify(show), String(killAt))
      survived = before.includes('end')
      // The broker sends again what was not acknowledged, and nothing else.
      const after = await live(folder, before.includes('puback') ? '' : JSON.stringify(show))
      expect(after, `killed at ${killAt}`).toContain('end')
      const results = resultsIn([...before, ...after])
      expect(results.length, `results, killed at ${killAt}`).toBeGreaterThan(0)
      for (const result of results) expect(result, `killed at ${killAt}`).toEqual({ id: show.id, state: 'done' })
      expect(await ticketsShown(folder), `effects, killed at ${killAt}`).toEqual(['A012'])
    }
    expect(killAt).toBeGreaterThan(10)
  }, 180_000)
})

async function startDesk(journal: Journal) {
  const log = keptLog()
  const world = { journal, clock: fakeClock(), random: systemRandom, log, clockQuality: () => 'synced' as const }
  const counter = await CounterRuntime.start('5', defaultSettings, { ...world, show() {}, request() {} })
  const commands = commandsAtWork({ ...world, counters: new Map([['5', counter]]) })
  const deliver = async (command: Command) => {
    await journal.inbox.accept(command)
    await commands.take(command)
    return (await journal.results.waiting(10)).map(({ body }) => JSON.parse(body) as CommandResult)
  }
  return { commands, deliver, log }
}

describe('a desk whose disk is full', () => {
  async function openFull(): Promise<Journal> {
    const journal = await openTestJournal({ maxPages: 200, log: silentLog })
    const fill = async () => {
      for (;;) await journal.commit({ facts: Array.from({ length: 20 }, () => draftFact()) })
    }
    await expect(fill()).rejects.toBeInstanceOf(DeskError)
    return journal
  }

  it('starts, refuses a command whose effect it cannot record, and says so', async () => {
    const { deliver } = await startDesk(await openFull())
    expect(await deliver(show)).toEqual([{ id: show.id, state: 'refused', error: 'disk' }])
  })

  it('refuses words for the display', async () => {
    const { deliver } = await startDesk(await openFull())
    expect(await deliver(words)).toEqual([{ id: words.id, state: 'refused', error: 'disk' }])
  })
})

describe('a command that came while the disk failed', () => {
  it('waits, and is carried out when the disk has healed', async () => {
    const journal = await openTestJournal()
    let failing = true
    const heal = new Set<() => void>()
    const failingJournal: Journal = {
      ...journal,
      commit: async (commit) => {
        if (failing && commit.results) throw new DeskError('DB-JRN-023', { folder: '–' })
        return await journal.commit(commit)
      },
      onDisk(listener) {
        heal.add(() => listener('room'))
        return () => undefined
      },
    }
    const { deliver, log } = await startDesk(failingJournal)
    expect(await deliver(words)).toEqual([])
    expect(log.lines.map(({ fields }) => fields.code)).toContain('DB-JRN-023')
    failing = false
    for (const tell of heal) tell()
    await expect.poll(() => journal.inbox.pending()).toEqual([])
    expect((await journal.results.waiting(10)).map(({ body }) => JSON.parse(body))).toEqual([
      { id: words.id, state: 'done' },
    ])
  })
})
