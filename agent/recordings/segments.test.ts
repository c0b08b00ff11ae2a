import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRecorder, replay, type Stretch } from '../../src/device/index.ts'
import { faultyDisk } from '../../test/support/disk-faults.ts'
import { fakeClock, keptLog, seededRandom, seedOfRun } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { type Running, start } from '../../test/support/processes.ts'
import { until } from '../../test/support/wait.ts'
import { readRecording, readRecordings } from './read.ts'
import { keypad, press } from './recording.fixture.ts'
import { openSegments } from './segments.ts'

const program = join(import.meta.dirname, 'recording.fixture.ts')
const hour = 3_600_000

/** A desk that records one keypad, with time that is told. */
async function desk(folder = temporaryFolder()) {
  const clock = fakeClock()
  const log = keptLog()
  const sink = await openSegments(folder, clock)
  let writing: Promise<unknown> = Promise.resolve()
  const append = (lines: string, heads: string) => {
    const appended = sink.append(lines, heads)
    writing = appended.catch(() => undefined)
    return appended
  }
  const recorder = createRecorder({ clock, log, sink: { append, close: () => sink.close() }, run: sink.run })
  const session = recorder.start('keypad-1', keypad, clock.mono())
  onTestFinished(() => recorder.stop())
  return {
    folder,
    log,
    recorder,
    say: (bytes: Uint8Array) => void session.bytes(bytes, clock.mono()),
    /** What is to be written meanwhile is written at the beginning of it. */
    async pass(ms: number) {
      clock.advance(Math.min(ms, 1_000))
      await writing
      clock.advance(Math.max(0, ms - 1_000))
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const sizeOf = (folder: string) => sizes(folder).reduce((sum, size) => sum + size, 0)
const sizes = (folder: string) => readdirSync(folder).map((name) => statSync(join(folder, name)).size)
const events = (stretches: readonly Stretch[]) =>
  stretches.flatMap(({ moments }) => moments.flatMap(({ outcomes }) => outcomes.filter(({ kind }) => kind === 'event')))
const differences = (stretches: readonly Stretch[]) =>
  stretches.flatMap((stretch) => replay(stretch, keypad).filter(({ verdict }) => verdict === 'different'))

describe('the recordings of a desk', () => {
  it('stay below 5 MB whatever devices say, and the newest is whole', async () => {
    const { folder, recorder, say, pass } = await desk()
    const seed = seedOfRun()
    // Most of it can be packed to nearly nothing, the last part cannot. Without the byte that a press begins with.
    const still = Buffer.alloc(8_192, 0xff)
    const noise = seededRandom(seed)
      .bytes(524_288)
      .map((byte) => (byte === 2 ? 3 : byte))
    for (let said = 0; said < 200e6; said += still.length) {
      const from = said % noise.length
      say(said < 188e6 ? still : noise.subarray(from, from + still.length))
      if (said % 262_144 === 0) await pass(1_000)
      if (said % 10_485_760 === 0) expect(sizeOf(folder)).toBeLessThanOrEqual(5e6)
    }
    for (let i = 0; i < 100; i++) {
      say(press)
      await pass(1_000)
    }
    await recorder.stop()
    expect(sizeOf(folder)).toBeLessThanOrEqual(5e6)
    expect(sizeOf(folder)).toBeGreaterThan(3e6)
    const stretches = await readRecordings(folder)
    expect(events(stretches.slice(-1))).toHaveLength(100)
    expect(differences(stretches)).toEqual([])
  }, 300_000)

  it('go back a day and no further, and each session is one stretch over all its files', async () => {
    const { folder, recorder, say, pass } = await desk()
    for (let i = 0; i < 20; i++) {
      say(press)
      await pass(hour)
    }
    expect(readdirSync(folder).length).toBeGreaterThan(15)
    const [whole, ...others] = await readRecordings(folder)
    expect(others).toEqual([])
    expect(whole).toMatchObject({ isWhole: true })
    expect(events(whole ? [whole] : [])).toHaveLength(20)
    for (let i = 0; i < 20; i++) {
      say(press)
      await pass(hour)
    }
    await recorder.stop()
    const [left, ...more] = await readRecordings(folder)
    expect(more).toEqual([])
    expect(left).toMatchObject({ isWhole: false })
    expect(events(left ? [left] : []).length).toBeLessThanOrEqual(26)
    expect(events(left ? [left] : []).length).toBeGreaterThanOrEqual(24)
    expect(differences(left ? [left] : [])).toEqual([])
  })

  it('are read the same while one is being packed, and what that left behind is removed', async () => {
    const { folder, recorder, say, pass } = await desk()
    for (let i = 0; i < 3; i++) {
      say(press)
      await pass(hour)
    }
    await recorder.stop()
    const stretches = await readRecordings(folder)
    const before = readdirSync(folder)
    const [first = ''] = before.sort()
    expect(first).toMatch(/\.rec\.gz$/)
    writeFileSync(join(folder, first.replace('.gz', '')), 'half of')
    writeFileSync(join(folder, '00000099.rec.gz.new'), 'half of')
    expect(await readRecordings(folder)).toEqual(stretches)
    await openSegments(folder, fakeClock())
    expect(readdirSync(folder)).toEqual(before)
  })

  it('are not touched while no device says anything', async () => {
    const { folder, say, pass } = await desk()
    say(press)
    await pass(2_000)
    const before = sizes(folder)
    await pass(hour / 2)
    expect(sizes(folder)).toEqual(before)
  })

  it('end a stretch where a file was damaged, and are read on behind it', async () => {
    const { folder, recorder, say, pass } = await desk()
    for (let i = 0; i < 4; i++) {
      say(press)
      await pass(hour)
    }
    await recorder.stop()
    const second = join(folder, readdirSync(folder).sort()[1] ?? '')
    const text = gunzipSync(readFileSync(second)).toString()
    writeFileSync(second, gzipSync(text.replace(/ in \w+/, ' in 0\0\0')))
    const stretches = await readRecordings(folder)
    expect(stretches.map(({ isWhole }) => isWhole)).toEqual([true, false])
    expect(events(stretches)).toHaveLength(3)
    expect(() => readRecording(import.meta.filename)).toThrow('DB-REC-002')
  })
})

describe('an agent that is killed', () => {
  const seed = seedOfRun()
  it(`leaves all that it had written, three times over (SEED=${seed})`, async () => {
    const folder = temporaryFolder()
    const { unit } = seededRandom(seed)
    let before = 0
    for (let round = 0; round < 3; round++) {
      const kept = contents(folder)
      const running = start(process.execPath, [program, 'endless', folder])
      await until('presses are written', () => written(running) > 200 * unit())
      running.kill('SIGKILL')
      await running.ended
      const stretches = await readRecordings(folder)
      expect(stretches).toHaveLength(round + 1)
      expect(events(stretches).length - before).toBeGreaterThanOrEqual(written(running))
      expect(differences(stretches)).toEqual([])
      expect(contents(folder)).toMatchObject(kept)
      before = events(stretches).length
    }
  })
})

describe('a full disk', () => {
  it('only stops the recording, says so once, and it goes on when there is room', async () => {
    const folder = temporaryFolder()
    const disk = faultyDisk(folder)
    const running = start(process.execPath, [program, 'told', folder], {
      env: { ...process.env, ...disk.environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const answers = createInterface({ input: running.process.stdout ?? process.stdin })[Symbol.asyncIterator]()
    const tell = async (order: string | number) => {
      running.process.stdin?.write(`${order}\n`)
      return String((await answers.next()).value)
    }
    const minute = async () => {
      await tell('press')
      await tell(1_000)
      return await tell(60_000)
    }
    expect(await minute()).toBe('[]')
    disk.fail({ call: 'write', error: 'SHORT', times: 1 })
    await minute()
    disk.fail({ call: 'any', error: 'ENOSPC' })
    for (let i = 0; i < 3; i++) expect(await minute()).toBe('[["warn","DB-REC-001"]]')
    expect(disk.injected().length).toBeGreaterThan(2)
    disk.heal()
    expect(await minute()).toBe('[["warn","DB-REC-001"],["info",null]]')
    const stretches = await readRecordings(folder)
    expect(stretches.map(({ isWhole }) => isWhole)).toEqual([true, false])
    expect(events(stretches)).toHaveLength(3)
    expect(differences(stretches)).toEqual([])
  })
})

/** How many presses it said were written, when it last spoke. */
function written(running: Running): number {
  return Number(/(\d+)\n[^\n]*$/.exec(running.said())?.[1] ?? 0)
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}
