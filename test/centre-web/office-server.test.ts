import { describe, expect, it } from 'vitest'
import { keptLog } from '../support/faces.ts'
import { until } from '../support/wait.ts'
import { dayReport } from './hall-plan.ts'
import { codeOf, heard, place, stage } from './server-stage.ts'

describe('the page of the centre', () => {
  it.each(['/v1/report?day=2026-11-22', '/v1/conflicts', '/bao-cao.csv?day=2026-11-22'])(
    'gives %s only to a signed-in operator',
    async (path) => {
      const { at, signIn } = await stage({ day: dayReport })
      expect((await fetch(at(path))).status).toBe(401)
      expect((await fetch(at(path), { headers: { cookie: await signIn() } })).status).toBe(200)
    },
  )

  it.each([
    ['/v1/pad-code', { place }],
    ['/v1/pad-revoke', { place }],
    ['/v1/settle', { conflict: 1, words: 'x' }],
  ])('does %s only for a signed-in operator', async (path, body) => {
    const { post } = await stage()
    expect(await codeOf(await post(path, body))).toBe('DB-WEB-014')
    expect(await codeOf(await post(path, body, { cookie: 'deskbridge-operator=guess' }))).toBe('DB-WEB-014')
  })

  it('gives the report as a file that Excel reads', async () => {
    const { at, signIn } = await stage({ day: dayReport })
    const cookie = await signIn()
    const response = await fetch(at('/bao-cao.csv?day=2026-11-22&separator=%3B'), { headers: { cookie } })
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="bao-cao-2026-11-22.csv"')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(bytes.toString('utf8')).toContain('\r\nCán bộ;Nguyễn Thị An;31;')
    expect(bytes.toString('utf8')).toContain(";'=cmd|A1;")
  })

  it.each(['2026-02-31', '22-11-2026', '', '2026-11-22"; x'])('knows no day %j', async (day) => {
    const { at, signIn } = await stage()
    const cookie = await signIn()
    const response = await fetch(at(`/bao-cao.csv?day=${encodeURIComponent(day)}`), { headers: { cookie } })
    expect(await codeOf(response)).toBe('DB-WEB-006')
  })

  it('ends with signing out, also for a page that follows', async () => {
    const { signIn, post, socket, hall } = await stage()
    const cookie = await signIn()
    const page = heard(socket('/v1/office', { cookie }))
    await until('the picture', () => page.all.length === 1)
    await post('/v1/sign-out', {}, { cookie })
    hall.call(place, 'A001')
    await until('the end', () => page.closed === 4_003)
  })

  it('writes no password, code or token into the log', async () => {
    const log = keptLog()
    const { post } = await stage({ log })
    await post('/v1/sign-in', { password: 'a-secret-guess' })
    await post('/v1/pair', { place, code: '123456' })
    expect(log.lines.length).toBeGreaterThan(0)
    expect(JSON.stringify(log.lines)).not.toMatch(/a-secret-guess|123456|mat-khau/)
  })
})
