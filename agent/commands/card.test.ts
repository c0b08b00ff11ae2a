import { describe, expect, it } from 'vitest'
import { libraryFolder } from '../folders.ts'
import { cardCommand } from './card.ts'

const qr = '001199000123|123456789|Nguyễn Thị An|15021999|Nữ|Số 1 Phố Ví Dụ, Phường Mẫu, Quận Thử, Hà Nội|20032021'
const mrz = 'IDVNM1990001239001199000123<<0\n9902152F3902150VNM<<<<<<<<<<<4\nNGUYEN<<THI<AN<<<<<<<<<<<<<<<<'

function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  let exit = 0
  const io = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    keptUp: async () => undefined,
    language: () => 'vi' as const,
    libraryFolder,
    fail: (code: number) => {
      exit = code
    },
  }
  cardCommand(io).parse(args, { from: 'user' })
  return { exit, out: out.join('\n'), err: err.join('\n') }
}

describe('deskbridge card', () => {
  it('shows a card masked, and says that print proves nothing', () => {
    const { exit, out } = run('qr', '--text', qr)
    expect(exit).toBe(0)
    expect(out).toContain('Họ và tên')
    expect(out).toContain('N••• T••• A•••')
    expect(out).toContain('không chứng minh')
    expect(out).not.toMatch(/001199|Nguyễn|15|Phường/)
  })

  it('shows all of it to who asks for it', () => {
    const lines = run('qr', '--text', qr, '--unmask').out
    for (const told of ['Nguyễn Thị An', '1999-02-15', 'Nữ', 'Căn cước công dân', 'mã QR'])
      expect(lines).toContain(told)
    const { out } = run('qr', '--text', qr, '--json', '--unmask')
    expect(JSON.parse(out)).toMatchObject({
      card: { source: 'qr', kind: 'cccd', number: '001199000123', name: 'Nguyễn Thị An', birthDate: '1999-02-15' },
      masked: false,
      proof: 'none',
    })
    expect(JSON.parse(run('qr', '--text', qr, '--json').out)).toMatchObject({
      card: { number: '•••••••••123' },
      masked: true,
    })
  })

  it('ends with 1 and the coded reason where the data does not fit', () => {
    const { exit, out, err } = run('qr', '--text', qr.replace('Nữ', 'Nam'))
    expect(exit).toBe(1)
    expect(out).toBe('')
    expect(err).toMatch(/^DB-CRD-004 Dữ liệu thẻ không khớp: giới tính.*\n {2}→ /)
    const told = run('qr', '--json', '--text', qr.replace('Nữ', 'Nam'))
    expect(told.exit).toBe(1)
    expect(JSON.parse(told.out)).toMatchObject({ error: { code: 'DB-CRD-004', text: expect.any(String) } })
    expect(run('qr', '--text', 'A012')).toMatchObject({ exit: 1, err: expect.stringContaining('DB-CRD-001') })
  })

  it('reads the lines of a card, and names the place of what is wrong', () => {
    expect(run('mrz', '--text', mrz)).toMatchObject({ exit: 0, out: expect.stringContaining('N••• T••• A•••') })
    const { exit, out } = run('mrz', '--json', '--text', mrz.replace('9902152F', '99O2152F'))
    expect(exit).toBe(1)
    expect(JSON.parse(out).error).toMatchObject({ code: 'DB-CRD-022', place: { line: 2, column: 3 } })
  })
})
