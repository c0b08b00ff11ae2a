import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type DeskInput, type Fact, formatSequence, type Sequence } from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { journalFile, positionOf } from '../../src/journal/index.ts'
import { openDatabase } from '../../src/sqlite/index.ts'
import { keptLog, systemClock, systemRandom } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { type Agent, startAgent } from '../agent.ts'
import { loadConfig } from '../config/load.ts'
import { serveControl } from '../control/server.ts'
import { journalCommand } from './journal.ts'

const library = join(import.meta.dirname, '../../device-profiles')

/** A desk without devices, whose centre cannot be reached. */
function writeConfig(): string {
  const file = join(temporaryFolder(), 'deskbridge.yaml')
  const lines = [
    'centre: vinh-long',
    'desk: quay-05',
    'data: data',
    'retentionDays: 90',
    'broker: { url: mqtt://127.0.0.1:1 }',
    'counters: [{ id: 5 }]',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

async function startDesk(file: string) {
  const { config } = loadConfig(file, library)
  if (!config) throw new Error('the configuration of this test is wrong')
  const agent = await startAgent(config, { clock: systemClock, random: systemRandom, log: keptLog() })
  const control = await serveControl(agent, config.dataFolder, keptLog())
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= control.stop().then(() => agent.stop()))
  onTestFinished(stop)
  return { agent, stop, dataFolder: config.dataFolder }
}

async function run(...args: string[]) {
  const lines: string[] = []
  let exit = 0
  const io = {
    out: (line: string) => void lines.push(line),
    err: (line: string) => void lines.push(line),
    keptUp: async () => undefined,
    language: () => 'en' as const,
    libraryFolder: library,
    fail: (code: number) => {
      exit = code
    },
  }
  await journalCommand(io).parseAsync(args, { from: 'user' })
  return { exit, text: lines.join('\n') }
}

const press = (action: 'open' | 'pause'): DeskInput => ({
  kind: 'call',
  id: uuidv7(systemClock.wall(), systemRandom),
  source: 'page',
  counter: '5',
  action,
  via: 'screen',
})

async function pressOften(agent: Agent): Promise<number> {
  for (let n = 0; n < 5; n++) {
    await agent.accept(press('pause'))
    await agent.accept(press('open'))
  }
  return (await agent.status()).journal.lastSequence
}

/** Somebody who has the file for himself changes what a fact says. */
async function tamper(dataFolder: string, sequence: number): Promise<void> {
  const db = await openDatabase(join(dataFolder, journalFile), {})
  await db.run(
    `UPDATE facts SET body = replace(body, '"via":"screen"', '"via":"keypad"') WHERE position = ?`,
    positionOf(1, sequence),
  )
  await db.close()
}

describe('deskbridge journal verify', () => {
  it('holds for a journal that an agent has open, and for the same one after it has stopped', async () => {
    const config = writeConfig()
    const { agent, stop } = await startDesk(config)
    const last = await pressOften(agent)
    const whole = {
      exit: 0,
      text: expect.stringMatching(new RegExp(`^✓ epoch .{6}, numbers 1–${last}: ${last} events`)),
    }
    expect(await run('verify', '--config', config)).toEqual(whole)
    await stop()
    expect(await run('verify', '--config', config)).toEqual(whole)
  })

  it('points at the first number that does not hold, with exit code 1, and leaves the file as it is', async () => {
    const config = writeConfig()
    const { agent, stop, dataFolder } = await startDesk(config)
    await pressOften(agent)
    const facts: Fact[] = []
    for await (const fact of agent.facts()) facts.push(fact as Fact)
    const target = facts.find(({ type }) => type === 'deskbridge.counter.paused')
    const sequence = Number(target?.sequence)
    await stop()
    await tamper(dataFolder, sequence)
    for (const _ of ['once', 'and again']) {
      const { exit, text } = await run('verify', '--config', config)
      expect(exit).toBe(1)
      expect(text).toContain(`at number ${sequence}`)
    }
    const { exit, text } = await run('verify', '--json', '--config', config)
    expect([exit, JSON.parse(text)]).toMatchObject([1, { holds: false, broken: { sequence, kind: 'changed' } }])
  })

  it('says that there is no journal where there is none', async () => {
    await expect(run('verify', '--config', writeConfig())).rejects.toMatchObject({ code: 'DB-JRN-005' })
  })
})

describe('deskbridge journal quarantine', () => {
  it('lists what could not be delivered, and nothing of what it says', async () => {
    const config = writeConfig()
    const { agent, stop, dataFolder } = await startDesk(config)
    await pressOften(agent)
    expect(await run('quarantine', '--config', config)).toEqual({ exit: 0, text: 'There are none' })
    await stop()
    const db = await openDatabase(join(dataFolder, journalFile), {})
    await db.run(
      `INSERT INTO quarantine SELECT position, 'poison', body FROM facts WHERE position = ?`,
      positionOf(1, 2),
    )
    await db.close()
    const { text } = await run('quarantine', '--config', config)
    expect(text).toMatch(/^[0-9a-z]{6}\/2 deskbridge\.[a-z.]+ at \S+: poison, \d+ bytes$/)
    const { text: json } = await run('quarantine', '--json', '--config', config)
    expect(Object.keys(JSON.parse(json))).toEqual(['epoch', 'sequence', 'type', 'recorded', 'reason', 'bytes'])
    expect(formatSequence(JSON.parse(json).sequence as Sequence)).toBe('0000000000000002')
  })
})

describe('deskbridge journal status', () => {
  it('says how full the disk is', async () => {
    const config = writeConfig()
    const { agent } = await startDesk(config)
    await pressOften(agent)
    expect((await run('status', '--config', config)).text).toMatch(/\ndisk: there is room \(\d+ % of its room used\)/)
    expect(JSON.parse((await run('status', '--json', '--config', config)).text)).toMatchObject({
      disk: 'room',
      leftOut: 0,
    })
  })
})
