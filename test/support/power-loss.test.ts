import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/sqlite/index.ts'
import { seededRandom, seedOfRun } from './faces.ts'
import { temporaryFolder } from './folder.ts'
import { losePower, powerLossEnvironment, type Survival } from './power-loss.ts'
import { has, projectFolder, start, untilSaid } from './processes.ts'

const [normal, full] = [1, 2]
const rows = 400
const script = join(projectFolder, 'test', 'power', 'insert-one-by-one.ts')

/** Inserts rows in a process that is killed after the last, and loses the power. Returns what is there afterwards. */
async function insertAndLosePower(synchronous: number, survival: Survival) {
  const folder = join(temporaryFolder(), 'data')
  const environment = powerLossEnvironment(folder)
  const child = start(process.execPath, [script, folder, String(synchronous), String(rows)], {
    env: { ...process.env, ...environment },
  })
  await untilSaid(child, `accepted ${rows}\n`, 60_000)
  child.kill('SIGKILL')
  await child.ended
  const loss = losePower(folder, survival)
  const database = await openDatabase(join(folder, 'test.db'), {})
  const [integrity] = await database.all('PRAGMA integrity_check')
  const [table] = await database.all(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'rows'`)
  const [counted] = table?.n === 1 ? await database.all('SELECT count(*) AS n FROM rows') : []
  await database.close()
  return { loss, integrity: integrity?.integrity_check, rows: Number(counted?.n ?? 0) }
}

describe.runIf(has('cc'))('a power loss', () => {
  const seed = seedOfRun()

  it.each([
    ['all that is not synchronised', (): Survival => ({ kept: 'nothing' })],
    ['some of it, with a torn write', (): Survival => ({ kept: 'some', random: seededRandom(seed), torn: true })],
  ])(`takes %s (seed ${seed}): nothing that was committed with synchronous=FULL`, async (_, survival) => {
    const after = await insertAndLosePower(full, survival())
    expect(after).toMatchObject({ integrity: 'ok', rows })
  })

  it('takes rows that were committed with synchronous=NORMAL, or it would prove nothing', async () => {
    const after = await insertAndLosePower(normal, { kept: 'nothing' })
    expect(after.integrity).toBe('ok')
    expect(after.rows).toBeLessThan(rows)
    expect(after.loss.lost).toBeGreaterThan(0)
  })

  it(`leaves changes out of order and one of them torn (seed ${seed}), which SQLite survives`, async () => {
    const after = await insertAndLosePower(normal, { kept: 'some', random: seededRandom(seed), torn: true })
    expect(after).toMatchObject({ integrity: 'ok', loss: { torn: true } })
    expect(after.loss.lost).toBeGreaterThan(0)
    expect(after.loss.survived).toBeGreaterThan(0)
  })
})

/** Runs lines of JavaScript with `fs` and `place(name)` in a process that is watched; returns the folder. */
async function runAndLosePower(lines: string, survival: Survival = { kept: 'nothing' }) {
  const folder = join(temporaryFolder(), 'data')
  powerLossEnvironment(folder)
  writeFileSync(join(folder, 'old'), 'old content')
  const environment = powerLossEnvironment(folder)
  const helpers = `
    const fs = require('node:fs')
    const place = (name) => ${JSON.stringify(folder)} + '/' + name
    const sync = (name) => { const file = fs.openSync(place(name), 'r'); fs.fsyncSync(file); fs.closeSync(file) }
  `
  const child = start(process.execPath, ['-e', `${helpers}${lines}`], { env: { ...process.env, ...environment } })
  expect(await child.ended, child.said()).toBe(0)
  const loss = losePower(folder, survival)
  const content = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined
  return { loss, content }
}

describe.runIf(has('cc'))('without an fsync of its folder', () => {
  it('a new file is gone, however well its content was synchronised', async () => {
    const { content, loss } = await runAndLosePower(`fs.writeFileSync(place('new'), 'new', { flush: true })`)
    expect(content('new')).toBeUndefined()
    expect(loss.undone).toEqual([expect.stringMatching(/^created .*new$/)])
  })

  it('a rename over a file never was, and with one it was', async () => {
    const swap = `fs.writeFileSync(place('tmp'), 'new', { flush: true }); fs.renameSync(place('tmp'), place('old'));`
    expect((await runAndLosePower(swap)).content('old')).toBe('old content')
    const { content, loss } = await runAndLosePower(`${swap} sync('.')`)
    expect([content('old'), content('tmp'), loss.undone]).toEqual(['new', undefined, []])
  })

  it('a removed file is back, and with one it is not', async () => {
    expect((await runAndLosePower(`fs.rmSync(place('old'))`)).content('old')).toBe('old content')
    expect((await runAndLosePower(`fs.rmSync(place('old')); sync('.')`)).content('old')).toBeUndefined()
  })

  it('a rename into another folder never was, and with one of either folder it was', async () => {
    const move = `fs.mkdirSync(place('sub')); fs.renameSync(place('old'), place('sub/old'));`
    const before = await runAndLosePower(move)
    expect([before.content('old'), before.content('sub/old')]).toEqual(['old content', undefined])
    for (const folder of ['.', 'sub']) {
      const after = await runAndLosePower(`${move} sync('${folder}')`)
      expect([after.content('old'), after.content('sub/old')]).toEqual([undefined, 'old content'])
    }
  })

  it('a folder that was removed for good does not come back in part', async () => {
    const lines = `fs.mkdirSync(place('sub')); fs.writeFileSync(place('sub/file'), 'x', { flush: true }); sync('sub'); sync('.');
      fs.rmSync(place('sub'), { recursive: true });`
    expect((await runAndLosePower(lines)).content('sub/file')).toBe('x')
    expect((await runAndLosePower(`${lines} sync('.')`)).content('sub/file')).toBeUndefined()
  })

  it('a new file is gone from a folder that has another name by now, and with one it is there', async () => {
    const make = `fs.mkdirSync(place('tmp')); sync('.'); fs.writeFileSync(place('tmp/file'), 'x', { flush: true });`
    const move = `fs.renameSync(place('tmp'), place('sub')); sync('.')`
    expect((await runAndLosePower(make + move)).content('sub/file')).toBeUndefined()
    expect((await runAndLosePower(`${make} sync('tmp'); ${move}`)).content('sub/file')).toBe('x')
  })

  it('a new folder is gone with all that is in it', async () => {
    const { content } = await runAndLosePower(
      `fs.mkdirSync(place('sub')); fs.writeFileSync(place('sub/file'), 'x', { flush: true })`,
    )
    expect(content('sub/file')).toBeUndefined()
  })
})

describe.runIf(has('cc'))('without an fsync of its own', () => {
  it.each([
    ['appended', `fs.appendFileSync(place('old'), '!')`],
    ['overwritten', `fs.writeFileSync(place('old'), 'new')`],
    ['cut', `fs.truncateSync(place('old'), 3)`],
    ['copied over', `fs.copyFileSync(${JSON.stringify(script)}, place('old'))`],
    [
      'written in parts',
      `const f = fs.openSync(place('old'), 'r+'); fs.writevSync(f, [Buffer.from('n'), Buffer.from('e')], 3)`,
    ],
  ])('a file is as before when it was %s', async (_, lines) => {
    expect((await runAndLosePower(lines)).content('old')).toBe('old content')
    const kept = await runAndLosePower(`${lines}; sync('old')`)
    expect(kept.content('old')).not.toBe('old content')
  })

  it('a file that is swapped in by a rename can be empty', async () => {
    const { content } = await runAndLosePower(
      `fs.writeFileSync(place('tmp'), 'new'); fs.renameSync(place('tmp'), place('old')); sync('.')`,
    )
    expect(content('old')).toBe('')
  })
})

it.runIf(has('cc'))('a change past the library is an error and not a test that passes', async () => {
  const folder = join(temporaryFolder(), 'data')
  const environment = powerLossEnvironment(folder)
  const write = `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'file'))}, 'seen', { flush: true })`
  await start(process.execPath, ['-e', write], { env: { ...process.env, ...environment } }).ended
  writeFileSync(join(folder, 'file'), 'unseen')
  expect(() => losePower(folder, { kept: 'nothing' })).toThrow('past the power-loss library')
})
