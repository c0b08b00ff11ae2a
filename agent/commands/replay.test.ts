import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { createRecorder } from '../../src/device/index.ts'
import { compile } from '../../src/profile/index.ts'
import { silentLog, systemClock } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { openSegments, recordingsFolder } from '../recordings/segments.ts'
import { profileCommand } from './profile.ts'
import { recordingsCommand } from './recordings.ts'
import { replayCommand } from './replay.ts'

const libraryFolder = join(import.meta.dirname, '../../device-profiles')
const keypadFile = join(libraryFolder, 'generic/stx-keypad.yaml')
const profileOf = (file: string) => compile(readFileSync(join(libraryFolder, file), 'utf8'), file)

async function run(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  let exit = 0
  const io = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    keptUp: async () => undefined,
    language: () => 'en' as const,
    libraryFolder,
    fail: (code: number) => {
      exit = code
    },
  }
  const program = new Command('deskbridge')
  for (const create of [recordingsCommand, replayCommand, profileCommand]) program.addCommand(create(io))
  await program.parseAsync(args, { from: 'user' })
  return { exit, text: out.join('\n'), err: err.join('\n') }
}

/** A desk with what a keypad, a panel that has lamps and a display, and a scanner said just now. */
async function deskWithRecordings() {
  const folder = temporaryFolder()
  const config = join(folder, 'deskbridge.yaml')
  writeFileSync(config, 'centre: c\ndesk: d\ndata: data\nbroker: {url: "mqtt://127.0.0.1"}\ncounters: [{id: 1}]\n')
  const sink = await openSegments(recordingsFolder(join(folder, 'data')), systemClock)
  const recorder = createRecorder({ clock: systemClock, log: silentLog, sink, run: sink.run })
  const keypad = recorder.start('keypad-1', profileOf('generic/stx-keypad.yaml'), 10)
  keypad.open(10)
  keypad.bytes(Buffer.from('0230', 'hex'), 20)
  keypad.bytes(Buffer.from('31310333', 'hex'), 25.07)
  keypad.note('DB-DEV-003', 30)
  keypad.bytes(Buffer.from('023031310333', 'hex'), 90_000)
  keypad.end('DB-SER-006', 95_000)
  const board = recorder.start('board-1', profileOf('generic/modbus-8di.yaml'), 10)
  const sent = board.command('relay', { addr: 1, ch: 6, lit: true }, 20)
  board.bytes(sent.writes[0]?.bytes ?? new Uint8Array(), 40)
  board.tick(1_000)
  board.command('relay', { addr: 1, ch: 6, lit: false }, 1_100)
  for (const late of [1_401, 1_702, 2_003]) board.tick(late)
  const panel = recorder.start('panel-1', profileOf('open/line-panel.yaml'), 10)
  panel.command('show', { top: 'Nguyễn Văn Ân', bottom: '' }, 20)
  const scanner = recorder.start('scanner-1', profileOf('generic/qr-serial.yaml'), 10)
  scanner.bytes(Buffer.from('001090123456\r'), 20)
  await recorder.stop()
  const file = join(folder, 'keypad.rec')
  return { folder, file, config: ['--config', config] }
}

describe('deskbridge recordings', () => {
  it('lists what there is, and exports one device', async () => {
    const { config, file } = await deskWithRecordings()
    const { text } = await run('recordings', 'list', ...config)
    expect(text).toMatch(/^keypad-1 .*generic\.stx-keypad \(1\) .*opened 1 times, 2 events$/m)
    expect(text).toMatch(/^scanner-1 .*lengths only/m)
    expect(await run('recordings', 'export', 'keypad-1', ...config, '--out', file)).toMatchObject({ exit: 0, text: '' })
    const printed = await run('recordings', 'export', 'keypad-1', ...config, '--since', '1h')
    expect(`${printed.text}\n`).toBe(readFileSync(file, 'utf8'))
    expect(printed.text).not.toContain('scanner')
    await expect(run('recordings', 'export', 'keypad-9', ...config)).rejects.toThrow('keypad-1, board-1')
    await expect(run('recordings', 'export', 'keypad-1', ...config, '--until', '1d')).rejects.toThrow('DB-REC-005')
    await expect(run('recordings', 'export', 'keypad-1', ...config, '--since', 'noon')).rejects.toThrow('DB-REC-006')
  })

  it('holds no text that somebody was shown, nor the bytes of it', async () => {
    const { config } = await deskWithRecordings()
    const { text } = await run('recordings', 'export', 'panel-1', ...config)
    expect(text).toContain('command show {"args":{"top":"xxxxxxxxxxxxx","bottom":""}}')
    expect(text).toMatch(/ sent \d+$/m)
    expect(text).not.toMatch(/ out |Nguyen|4E677579/)
  })
})

describe('deskbridge replay', () => {
  it('shows the events that the profile gives today beside the recorded ones', async () => {
    const { config, file } = await deskWithRecordings()
    await run('recordings', 'export', 'keypad-1', ...config, '--out', file)
    const same = await run('replay', file)
    expect(same).toMatchObject({ exit: 0 })
    expect(same.text).toContain('The same: 2 events')
    expect(same.text).toMatch(/note DB-DEV-003/)
    expect(JSON.parse((await run('replay', file, '--json')).text)).toMatchObject({ device: 'keypad-1', different: 0 })
  })

  it('names each difference with its place, and says that another revision may be why', async () => {
    const { config, file, folder } = await deskWithRecordings()
    await run('recordings', 'export', 'keypad-1', ...config, '--out', file)
    const newer = join(folder, 'newer.yaml')
    const source = readFileSync(keypadFile, 'utf8').replace('revision: 1', 'revision: 2')
    writeFileSync(
      newer,
      source.replace(/emit:.*event: press/, (found) => found.replace('press', 'release')),
    )
    const { exit, text } = await run('replay', file, '--profile', newer)
    expect(exit).toBe(1)
    expect(text).toContain('Replayed with generic.stx-keypad revision 2: events may differ')
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((one) => one.includes('31310333')) + 1
    expect(text).toContain(`${file}:${line}: recorded press {"key":"next","unit":"01"}; now release`)
    expect(text).toContain('Different in 2 places')
  })

  it('finds the profile among those that the desk has itself', async () => {
    const { config, file, folder } = await deskWithRecordings()
    await run('recordings', 'export', 'keypad-1', ...config, '--out', file)
    const learnt = join(folder, 'data', 'profiles')
    mkdirSync(learnt)
    writeFileSync(join(learnt, 'k.yaml'), readFileSync(keypadFile, 'utf8').replace('stx-keypad', 'learnt-keypad'))
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('generic.stx-keypad', 'generic.learnt-keypad'))
    await expect(run('replay', file)).rejects.toThrow('DB-REC-007')
    expect(await run('replay', file, ...config)).toMatchObject({ exit: 0 })
  })

  it('compares a piece without a beginning as far as that can be done', async () => {
    const { config, file } = await deskWithRecordings()
    await run('recordings', 'export', 'keypad-1', ...config, '--out', file)
    const lines = readFileSync(file, 'utf8').split('\n')
    const head = (lines[1] ?? '').replace('"entries":0', '"entries":4')
    writeFileSync(file, [lines[0], head, ...lines.slice(4)].join('\n'))
    const { exit, text } = await run('replay', file)
    expect(text).toContain('Its beginning is not there')
    expect(text).toContain('1 places at the beginning could not be compared')
    expect(exit).toBe(0)
  })

  it.each([
    ['keypad-1', 'generic/stx-keypad.yaml'],
    ['board-1', 'generic/modbus-8di.yaml'],
  ])('turns the recording of %s into a test that its profile passes', async (device, profile) => {
    const { config, file, folder } = await deskWithRecordings()
    await run('recordings', 'export', device, ...config, '--out', file)
    const { exit, text } = await run('replay', file, '--as-test')
    expect(exit).toBe(0)
    const own = join(folder, 'own.yaml')
    writeFileSync(own, readFileSync(join(libraryFolder, profile)))
    const before = compile(readFileSync(own, 'utf8')).tests.length
    appendFileSync(own, `${text}\n`)
    expect(compile(readFileSync(own, 'utf8')).tests).toHaveLength(before + 1)
    expect(await run('profile', 'test', own)).toMatchObject({ exit: 0 })
    expect(await run('profile', 'lint', own)).toMatchObject({ exit: 0 })
    // It would fail if the device had said something else.
    writeFileSync(
      own,
      readFileSync(own, 'utf8').replace(/recorded at[\s\S]*/, (test) => test.replace(/"([0-9A-F]{2}) /, '"FF ')),
    )
    expect((await run('profile', 'test', own)).exit).toBe(1)
  })

  it('says why the recording of a scanner cannot be replayed, and what is no recording', async () => {
    const { config, file } = await deskWithRecordings()
    await run('recordings', 'export', 'scanner-1', ...config, '--out', file)
    expect(readFileSync(file, 'utf8')).not.toContain('001090123456')
    await expect(run('replay', file)).rejects.toThrow('DB-REC-003')
    await expect(run('replay', file, '--as-test')).rejects.toThrow('DB-REC-003')
    await expect(run('replay', keypadFile)).rejects.toThrow('DB-REC-002')
    await expect(run('replay', join(file, 'none'))).rejects.toThrow('DB-REC-009')
    writeFileSync(file, readFileSync(file, 'utf8').replace('generic.qr-serial', 'generic.qr-serail'))
    await expect(run('replay', file)).rejects.toThrow('DB-REC-007')
  })
})
