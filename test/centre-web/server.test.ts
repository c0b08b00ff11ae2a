import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { LiveMessage } from '../../src/centre/web/page/messages.ts'
import { fakeClock, keptLog } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { selfSigned } from '../support/self-signed.ts'
import { until } from '../support/wait.ts'
import { dayReport, placeOf } from './hall-plan.ts'
import { openStage, password, type StageOptions } from './stage.ts'

const place = placeOf(5)
const service = '019ab3f0-0000-7000-8000-000000000001'

async function stage(options: StageOptions = {}) {
  const opened = await openStage(options)
  onTestFinished(() => opened.web.stop())
  const origin = `http://127.0.0.1:${opened.web.port}`
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(opened.at(path), {
      ...{ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
      headers: { 'content-type': 'application/json', origin, ...headers },
    })
  return {
    ...opened,
    origin,
    post,
    async signIn(): Promise<string> {
      return cookieOf(await post('/v1/sign-in', { password }))
    },
    async pair(at = place): Promise<string> {
      const cookie = cookieOf(await post('/v1/sign-in', { password }))
      const { code } = (await (await post('/v1/pad-code', { place: at }, { cookie })).json()) as { code: string }
      return cookieOf(await post('/v1/pair', { place: at, code }))
    },
    socket: (path: string, headers: Readonly<Record<string, string>> = {}) =>
      new WebSocket(`ws://127.0.0.1:${opened.web.port}${path}`, { headers: { origin, ...headers } }),
  }
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
const codeOf = async (response: Response) => ((await response.json()) as { readonly code: string }).code

/** What a socket is told, and how it ends. */
function heard(socket: WebSocket) {
  const all: LiveMessage<unknown>[] = []
  const state = { all, refused: 0, closed: 0 }
  socket.on('message', (data) => all.push(JSON.parse(String(data))))
  socket.on('error', () => {})
  socket.on('close', (code) => {
    state.closed = code
  })
  socket.on('unexpected-response', (_, response) => {
    state.refused = response.statusCode ?? 0
    socket.terminate()
  })
  onTestFinished(() => socket.terminate())
  return state
}

/** What a server says to a request whose head a browser would never write. */
function raw(port: number, head: string): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(head))
    socket.on('data', (bytes) => {
      said += bytes.toString('utf8')
    })
    socket.on('error', () => resolve(said))
    socket.on('close', () => resolve(said))
    setTimeout(() => socket.end(), 2_000).unref()
  })
}

const statusOf = (said: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1])

describe('whoever asks', () => {
  it.each([
    ['a foreign name', 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 421],
    ['another port', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n', 421],
    ['two names', 'GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 421],
    ['an address of a proxy', 'GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 404],
    ['another host in disguise', 'GET //evil.example/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 404],
    ['a broken escape', 'GET /ve/%ZZ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 404],
    ['a file beside the pages', 'GET /page/../serve.ts HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 404],
    ['a file by an escape', 'GET /page/%2e%2e/serve.ts HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 404],
    ['another method', 'DELETE / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 405],
    ['a tunnel', 'OPTIONS /v1/issue HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 405],
    ['a property of all objects', 'GET /constructor HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 404],
    ['an endless address', `GET /${'a'.repeat(3_000)} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n`, 404],
  ])('with %s is refused', async (_, head, status) => {
    const { web } = await stage()
    expect(statusOf(await raw(web.port, head.replaceAll('HOST', `127.0.0.1:${web.port}`)))).toBe(status)
  })

  it('by a configured name is answered, with the port of ours or of a proxy', async () => {
    const { web } = await stage({ hosts: ['trungtam.lan', 'motcua.example:8443'] })
    const ask = (host: string) => raw(web.port, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(statusOf(await ask(`trungtam.lan:${web.port}`))).toBe(200)
    expect(statusOf(await ask('MOTCUA.example:8443'))).toBe(200)
    expect(statusOf(await ask('motcua.example'))).toBe(421)
  })

  it.each([
    ['no origin', {}, 403],
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['the origin null', { origin: 'null' }, 403],
    ['the scheme of another', { origin: 'https://HOST' }, 403],
  ])('to change something with %s is refused', async (_, headers, status) => {
    const { web, hall } = await stage()
    const origin = 'origin' in headers ? `Origin: ${headers.origin.replace('HOST', `127.0.0.1:${web.port}`)}\r\n` : ''
    const body = JSON.stringify({ field: 'dat-dai' })
    const head = `POST /v1/issue HTTP/1.1\r\nHost: 127.0.0.1:${web.port}\r\n${origin}Content-Type: application/json\r\n`
    const said = await raw(web.port, `${head}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`)
    expect(statusOf(said)).toBe(status)
    expect(hall.picture().waiting.every(({ count }) => count === 0)).toBe(true)
  })

  it('with a form, a text or too much is refused', async () => {
    const { post } = await stage()
    expect(await codeOf(await post('/v1/issue', '{}', { 'content-type': 'text/plain' }))).toBe('DB-WEB-004')
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await codeOf(await post('/v1/issue', 'field=dat-dai', form))).toBe('DB-WEB-004')
    expect(await codeOf(await post('/v1/issue', { field: 'x'.repeat(5_000) }))).toBe('DB-WEB-005')
    expect(await codeOf(await post('/v1/issue', '{'))).toBe('DB-WEB-006')
    expect(await codeOf(await post('/v1/issue', { field: 'dat-dai', more: 1 }))).toBe('DB-WEB-006')
    expect(await codeOf(await post('/v1/issue', { field: ['dat-dai'] }))).toBe('DB-WEB-006')
  })

  it('with a body that only grows is refused when it is too large, whatever its head promised', async () => {
    const { web, origin } = await stage()
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { origin, 'content-type': 'application/json' }
      const request = httpRequest(
        { host: '127.0.0.1', port: web.port, path: '/v1/issue', method: 'POST', headers },
        (response) => {
          resolve(response.statusCode ?? 0)
          request.destroy()
        },
      )
      request.on('error', reject)
      for (let part = 0; part < 8; part++) request.write(Buffer.alloc(1_024, 0x20))
    })
    expect(status).toBe(413)
  })

  it('does not learn what went wrong inside', async () => {
    const log = keptLog()
    const { at, hall } = await stage({ log })
    hall.find = async () => {
      throw new Error('no such table: /srv/secret.db')
    }
    const response = await fetch(at('/v1/ticket?ticket=A001'))
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
    expect(JSON.stringify(log.lines)).toContain('secret')
  })

  it('changes nothing by looking', async () => {
    const { at, hall } = await stage()
    expect((await fetch(at('/v1/issue?field=dat-dai'))).status).toBe(405)
    expect(hall.picture().waiting.every(({ count }) => count === 0)).toBe(true)
  })

  it('gets no script of others, no frame and no leave for other origins', async () => {
    const { at } = await stage()
    const { headers } = await fetch(at('/bang'))
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('too fast is slowed down: a flood of tickets from one address ends, and later it goes on', async () => {
    const clock = fakeClock()
    const { post } = await stage({ clock })
    const take = async () => (await post('/v1/issue', { field: 'dat-dai' })).status
    const flood = []
    for (let time = 0; time < 25; time++) flood.push(await take())
    expect(flood).toEqual([...Array(20).fill(200), ...Array(5).fill(429)])
    clock.advance(1_000)
    expect(await take()).toBe(200)
  })
})

describe('a ticket', () => {
  it('is given for a field, with how many are before it', async () => {
    const { post } = await stage()
    await post('/v1/issue', { field: 'ho-tich' })
    const second = await post('/v1/issue', { field: 'ho-tich', priority: true })
    expect(await second.json()).toEqual({ ticket: 'B002', field: 'ho-tich', priority: true, ahead: 1 })
    expect((await post('/v1/issue', { field: 'nothing' })).ok).toBe(false)
  })

  it('can be looked at by its number, in whatever letters', async () => {
    const { post, at, hall } = await stage()
    await post('/v1/issue', { field: 'ho-tich' })
    const look = async (ticket: string) => await (await fetch(at(`/v1/ticket?ticket=${ticket}`))).json()
    expect(await look('b001')).toEqual({ ticket: 'B001', state: 'waiting', label: null, ahead: 0 })
    hall.call(place, 'B001')
    expect(await look('B001')).toMatchObject({ state: 'called', label: '5' })
    expect(await look('B999')).toMatchObject({ code: 'DB-WEB-007' })
  })
})

describe('a picture', () => {
  it('comes whole at first, and again when something changed', async () => {
    const { socket, hall } = await stage()
    const page = heard(socket('/v1/board'))
    await until('the first picture', () => page.all.length === 1)
    hall.call(place, 'A012')
    await until('the second', () => page.all.length === 2)
    expect(page.all.map((message) => 'number' in message && message.number)).toEqual([1, 2])
    expect(page.all[1]).toMatchObject({ view: { calls: [{ ticket: 'A012', label: '5' }] } })
  })

  it('is not sent again to a page that comes back and has it', async () => {
    const { socket } = await stage()
    const first = heard(socket('/v1/board'))
    await until('the picture', () => first.all.length === 1)
    const [picture] = first.all
    if (picture?.kind !== 'view') throw new Error('no picture')
    const again = heard(socket(`/v1/board?life=${picture.life}&after=${picture.number}`))
    const stranger = heard(socket(`/v1/board?life=other&after=${picture.number}`))
    await until('both', () => again.all.length === 1 && stranger.all.length === 1)
    expect(again.all[0]?.kind).toBe('same')
    expect(stranger.all[0]?.kind).toBe('view')
  })

  it('has neither names of officers nor anything of ratings for the public', async () => {
    const { socket, hall } = await stage()
    const page = heard(socket('/v1/board'))
    hall.arm(place, service)
    await until('the picture', () => page.all.length > 0)
    expect(JSON.stringify(page.all)).not.toMatch(/cb-an|Nguyễn|rating|019ab3f0/)
  })

  it('is followed by a hundred viewers within a second, and by no more', async () => {
    const { socket, pair, hall } = await stage()
    const pages = Array.from({ length: 100 }, () => heard(socket('/v1/board')))
    await until('all', () => pages.every(({ all }) => all.length === 1))
    const oneMore = heard(socket('/v1/board'))
    await until('the refusal', () => oneMore.refused === 503)
    // The screens at the counters have places of their own.
    const pad = heard(socket(`/v1/pad?place=${place}`, { cookie: await pair() }))
    await until('the pad', () => pad.all.length === 1)
    const times: number[] = []
    for (const round of [2, 3, 4]) {
      const begun = performance.now()
      hall.call(place, `A01${round}`)
      await until('all again', () => pages.every(({ all }) => all.length === round))
      times.push(performance.now() - begun)
    }
    // The quickest of three: the limit is for the server, not for how busy the machine of a test is.
    expect(Math.min(...times)).toBeLessThan(1_000)
  })

  it('is bounded for one address, so that one machine cannot take all places', async () => {
    const { socket } = await stage({ viewers: { total: 100, perAddress: 2 } })
    const pages = [heard(socket('/v1/board')), heard(socket('/v1/board'))]
    await until('two', () => pages.every(({ all }) => all.length === 1))
    const third = heard(socket('/v1/board'))
    await until('the refusal', () => third.refused === 503)
  })

  it('tells by its pulse that the centre is there, and a page that talks is cut', async () => {
    const clock = fakeClock()
    const { socket } = await stage({ clock })
    const page = heard(socket('/v1/board'))
    const talking = socket('/v1/board')
    const cut = heard(talking)
    await until('both', () => page.all.length === 1 && cut.all.length === 1)
    clock.advance(4_000)
    await until('the pulse', () => page.all.at(-1)?.kind === 'pulse')
    talking.send('hello')
    await until('the end', () => cut.closed === 1_008)
  })

  it.each([
    ['/v1/board', { origin: 'http://evil.example' }, 403],
    ['/v1/office', {}, 401],
    [`/v1/pad?place=${place}`, {}, 403],
    ['/v1/pad?place=no/such', {}, 404],
    ['/v1/nothing', {}, 404],
  ])('at %s is refused to whom it is not for', async (path, headers, status) => {
    const { socket } = await stage()
    const page = heard(socket(path, headers))
    await until('the refusal', () => page.refused === status)
  })
})

describe('a rating screen', () => {
  it('rates for its counter, and nobody else does', async () => {
    const { post, pair, hall } = await stage()
    hall.arm(place, service)
    const press = { place, service, level: 4 }
    expect(await codeOf(await post('/v1/rate', press))).toBe('DB-WEB-016')
    const cookie = await pair()
    expect((await post('/v1/rate', press, { cookie })).status).toBe(200)
    expect((await post('/v1/rate', { ...press, question: 'thai-do' }, { cookie })).status).toBe(200)
    const elsewhere = { ...press, place: placeOf(6) }
    expect(await codeOf(await post('/v1/rate', elsewhere, { cookie }))).toBe('DB-WEB-016')
    expect(hall.presses).toEqual([
      { place, service, level: 4 },
      { place, service, level: 4, question: 'thai-do' },
    ])
  })

  it('cannot press what it was not shown', async () => {
    const { post, pair, hall } = await stage()
    const cookie = await pair()
    const press = async (body: object) =>
      await codeOf(await post('/v1/rate', { place, service, level: 1, ...body }, { cookie }))
    expect(await press({})).toBe('DB-WEB-018')
    hall.arm(place, service)
    expect(await press({ service: 'another' })).toBe('DB-WEB-018')
    expect(await press({ level: 6 })).toBe('DB-WEB-006')
    expect(await press({ level: 0 })).toBe('DB-WEB-006')
    expect(await press({ question: 'nothing' })).toBe('DB-WEB-006')
    hall.online(place, false)
    expect(await press({})).toBe('DB-WEB-018')
    expect(hall.presses).toEqual([])
  })

  it('hears that a press was not recorded', async () => {
    const { post, pair, hall } = await stage()
    const cookie = await pair()
    hall.arm(place, service)
    hall.failPresses(true)
    const refused = await post('/v1/rate', { place, service, level: 3 }, { cookie })
    expect(refused.status).toBe(409)
    expect(await codeOf(refused)).toBe('DB-CTR-003')
  })

  it('is cut at once when it is unpaired', async () => {
    const { post, pair, signIn, socket } = await stage()
    const cookie = await pair()
    const pad = heard(socket(`/v1/pad?place=${place}`, { cookie }))
    await until('the picture', () => pad.all.length === 1)
    await post('/v1/pad-revoke', { place }, { cookie: await signIn() })
    await until('the end', () => pad.closed === 4_003)
    expect(await codeOf(await post('/v1/rate', { place, service, level: 3 }, { cookie }))).toBe('DB-WEB-016')
  })

  it('is asked in bare numbers where its desk has another level set', async () => {
    const { pair, socket, hall } = await stage()
    const cookie = await pair()
    hall.armAs(place, { service, scale: '3-2024', of: 3 })
    const pad = heard(socket(`/v1/pad?place=${place}`, { cookie }))
    await until('the picture', () => pad.all.length === 1)
    expect(pad.all[0]).toMatchObject({
      view: {
        rating: {
          questions: [{ id: null, words: null }],
          levels: Array(3).fill({ face: null, label: null }),
        },
      },
    })
  })

  it('keeps its pairing in a cookie that no script reads and no other site sends', async () => {
    const { post } = await stage()
    const response = await post('/v1/sign-in', { password })
    expect(response.headers.get('set-cookie')).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
  })

  it('is still paired after the centre was started anew', async () => {
    const folder = temporaryFolder()
    const first = await stage({ folder })
    const cookie = await first.pair()
    const second = await stage({ folder })
    const look = await fetch(second.at(`/v1/paired?place=${place}`), { headers: { cookie } })
    expect(await look.json()).toEqual({ paired: true, label: '5' })
  })
})

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

describe('the door', () => {
  it('can have TLS; its cookies then stay on it', async () => {
    const { web } = await openStage({ tls: selfSigned() })
    onTestFinished(() => web.stop())
    expect(web.url).toMatch(/^https:/)
    const cookie = await new Promise<string>((resolve, reject) => {
      const headers = { origin: `https://127.0.0.1:${web.port}`, 'content-type': 'application/json' }
      const options = { port: web.port, host: '127.0.0.1', path: '/v1/sign-in', method: 'POST', headers }
      const asked = httpsRequest({ ...options, rejectUnauthorized: false }, (response) => {
        response.resume()
        resolve(String(response.headers['set-cookie']))
      })
      asked.on('error', reject)
      asked.end(JSON.stringify({ password }))
    })
    expect(cookie).toMatch(/; Secure$/)
  })

  it('says when its port is taken', async () => {
    const { web } = await stage()
    await expect(openStage({ port: web.port })).rejects.toThrow('DB-WEB-009')
  })
})
