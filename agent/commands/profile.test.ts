import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { profileCommand } from './profile.ts'

const library = join(import.meta.dirname, '../../device-profiles')
const scratch = mkdtempSync(join(tmpdir(), 'deskbridge-profile-'))
afterAll(() => rmSync(scratch, { recursive: true }))

function run(...args: string[]) {
  const lines: string[] = []
  let exit = 0
  const add = (line: string) => lines.push(line)
  const io = {
    out: add,
    err: add,
    keptUp: async () => undefined,
    language: () => 'en' as const,
    libraryFolder: library,
    fail: (code: number) => {
      exit = code
    },
  }
  profileCommand(io).parse(args, { from: 'user' })
  return { exit, text: lines.join('\n') }
}

function fileOf(name: string, source: string): string {
  const file = join(scratch, name)
  writeFileSync(file, source)
  return file
}

const display = join(library, 'generic/cd5220.yaml')
const panel = join(library, 'open/ascii-panel.yaml')

describe('deskbridge profile', () => {
  it('finds the whole library clean, and its tests pass', () => {
    expect(run('lint')).toMatchObject({ exit: 0, text: expect.stringContaining('clean (generic.cd5220)') })
    expect(run('test')).toMatchObject({ exit: 0, text: expect.stringContaining('0 fail') })
  })

  it('points at a mistake by file, line and column, with the nearest valid name', () => {
    const file = fileOf(
      'typo.yaml',
      'profile: a.b\nformat: 1\nclass: displai\nlink:\n  serial: {buad: 9600}\ndecode: []\n',
    )
    const { exit, text } = run('lint', file, display)
    expect(exit).toBe(1)
    expect(text).toContain(`${file}:3:8: DB-DOC-006`)
    expect(text).toContain('Did you mean "display"?')
    expect(text).toContain(`${file}:5:12: DB-DOC-003`)
    expect(text).toContain('Did you mean "baud"?')
    expect(text).toContain('clean (generic.cd5220)')
  })

  it('lists the library, and lets a profile of the site win', () => {
    fileOf('own.yaml', 'profile: generic.cd5220\nformat: 1\nname: Ours\nclass: display\nlink: {tcp: {}}\ndecode: []\n')
    const { text } = run('list', '--folder', scratch)
    expect(text).toMatch(/generic\.cd5220 .*display .*Ours/)
    expect(text).toContain('deskbridge.ascii-panel')
    const files = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
    expect(JSON.parse(run('list', '--json').text).profiles).toHaveLength(files.length)
  })

  it('lists the own profiles of a desk: where its configuration says, else in its data folder', () => {
    const own = 'profile: site.pad\nformat: 1\nname: Ours\nclass: display\nlink: {tcp: {}}\ndecode: []\n'
    const written = 'centre: c\ndesk: d\ndata: data\nbroker: {url: "mqtt://127.0.0.1"}\ncounters: [{id: 1}]\n'
    const desk = mkdtempSync(join(scratch, 'desk-'))
    const config = join(desk, 'deskbridge.yaml')
    writeFileSync(config, written)
    expect(run('list', '--config', config)).toMatchObject({ exit: 0, text: expect.not.stringContaining('site.pad') })
    mkdirSync(join(desk, 'data', 'profiles'), { recursive: true })
    writeFileSync(join(desk, 'data', 'profiles', 'pad.yaml'), own)
    expect(run('list', '--config', config).text).toContain('site.pad')
    writeFileSync(config, `${written}profiles: ours\n`)
    expect(run('list', '--config', config)).toMatchObject({ exit: 1, text: expect.stringContaining('DB-CFG-013') })
    mkdirSync(join(desk, 'ours'))
    writeFileSync(join(desk, 'ours', 'pad.yaml'), own.replace('site.pad', 'site.other'))
    expect(run('list', '--config', config).text).toMatch(/site\.other(?![\s\S]*site\.pad)/)
    expect(run('list', '--config', join(desk, 'none.yaml'))).toMatchObject({
      exit: 1,
      text: expect.stringContaining('DB-CFG-001'),
    })
  })

  it('decodes bytes to events, replies and counts', () => {
    const hex = Buffer.from('xK 00A1 1 next*2D\r\n').toString('hex')
    const { exit, text } = run('decode', panel, '--hex', hex)
    expect(exit).toBe(0)
    expect(text).toContain('press  {"key":"next","n":1,"boot":"00A1"}')
    expect(text).toContain('reply  41 20 30 30')
    expect(text).toContain('1 bytes dropped')
    expect(run('decode', panel, '--hex', 'FF').exit).toBe(1)
    expect(run('decode', panel, '--hex', 'FF0').text).toContain('DB-PRO-036')
  })

  it('encodes a command', () => {
    expect(run('encode', display, 'cursor', '--arg', 'col=3', '--arg', 'row=2').text).toBe('0C\n1B 6C 03 02')
    expect(JSON.parse(run('encode', display, 'show', '--arg', 'top=Mời', '--json').text).writes).toHaveLength(2)
    expect(run('encode', panel, 'lamp', '--arg', 'key=next', '--arg', 'lit=true')).toMatchObject({ exit: 0 })
  })

  it.each([
    [['encode', display, 'shwo'], 'DB-PRO-030'],
    [['encode', panel, 'ack'], 'DB-PRO-031'],
    [['encode', display, 'cursor', '--arg', 'col=3'], 'DB-PRO-032'],
    [['encode', display, 'cursor', '--arg', 'col=21', '--arg', 'row=1'], 'DB-PRO-033'],
    [['encode', display, 'clear', '--arg', 'x=1'], 'DB-PRO-034'],
    [['encode', display, 'show', '--arg', 'top'], 'DB-PRO-042'],
    [['lint', join(library, 'none.yaml')], 'DB-PRO-041'],
  ])('fails with %j', (args, code) => {
    expect(run(...args)).toMatchObject({ exit: 1, text: expect.stringContaining(code) })
  })
})
