import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import Type from 'typebox'
import { expect, onTestFinished, test } from 'vitest'
import { keptLog, systemClock } from '../../test/support/faces.ts'
import { action, createDeskServer, createFeed, type Pages } from './index.ts'

// Raw sockets: a browser or an HTTP library would not let a test say what an attacker can.

const pages: Pages = new Map([['/', { type: 'text/html; charset=utf-8', body: '<p>Xin chào</p>' }]])

async function desk() {
  const pressed: string[] = []
  const server = await createDeskServer({
    port: 0,
    pages,
    actions: {
      press: action(
        Type.Object({ key: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
        ({ key }) => {
          pressed.push(key)
          return { key }
        },
      ),
    },
    feed: createFeed({ life: 'a', state: () => null }),
    clock: systemClock,
    log: keptLog(),
  })
  onTestFinished(() => server.stop())
  const ours = { Host: `127.0.0.1:${server.port}`, Origin: `http://127.0.0.1:${server.port}` }
  const json = (body: string | Buffer) => ({
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
  })
  const post = (headers: Readonly<Record<string, string>>, body: string | Buffer = '{"key":"next"}') =>
    exchange(server.port, `POST /v1/press HTTP/1.1`, { ...ours, ...json(body), ...headers }, body)
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    exchange(server.port, `GET ${path} HTTP/1.1`, { Host: ours.Host, ...headers })
  return { server, pressed, ours, post, get }
}

/** Sends exactly these lines and gives everything that comes back. A header that is empty is left out. */
function exchange(
  port: number,
  line: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer = '',
): Promise<string> {
  const lines = Object.entries(headers).filter(([, value]) => value !== '')
  const head = [line, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      answer += text
      // The last chunk of an answer on a connection that stays open.
      if (answer.endsWith('\r\n0\r\n\r\n')) socket.end()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.write(head)
    socket.write(body)
  })
}

const status = (answer: string) => Number(answer.split(' ')[1])
const code = (answer: string) => /"code":"(DB-DSK-\d+)"/.exec(answer)?.[1]

test('a page of ours is served, with no way in for anything from elsewhere', async () => {
  const { get } = await desk()
  const answer = await get('/')
  expect(status(answer)).toBe(200)
  expect(answer).toContain('Xin chào')
  expect(answer).toMatch(/content-security-policy: default-src 'self';.*frame-ancestors 'none'/i)
  expect(answer).toMatch(/x-content-type-options: nosniff/i)
  expect(answer).toMatch(/cache-control: no-store/i)
  expect(answer).not.toMatch(/^(server|x-powered-by|access-control-)/im)
})

test('an action from our own page is done once', async () => {
  const { post, pressed } = await desk()
  const answer = await post({})
  expect(status(answer)).toBe(200)
  expect(pressed).toEqual(['next'])
})

test.each([
  ['another name that leads to this PC', { Host: 'evil.test:80' }],
  ['a name with a dot at its end', { Host: 'localhost.:80' }],
  ['no name', { Host: ' ' }],
])('%s is not answered', async (_, headers) => {
  const { post, get, pressed } = await desk()
  expect(code(await post(headers))).toBe('DB-DSK-001')
  expect(status(await get('/', headers))).toBe(421)
  expect(pressed).toEqual([])
})

test.each([
  ['another site', 'https://evil.test'],
  ['a file or sandboxed frame', 'null'],
  ['our host on another port', 'http://127.0.0.1:1'],
  ['nobody', ''],
])('an action asked for by %s is refused', async (_, origin) => {
  const { post, pressed } = await desk()
  const answer = await post({ Origin: origin })
  expect([status(answer), code(answer)]).toEqual([403, 'DB-DSK-002'])
  expect(answer).not.toMatch(/access-control/i)
  expect(pressed).toEqual([])
})

test('a page is not given to another site either', async () => {
  const { get } = await desk()
  expect(status(await get('/', { Origin: 'https://evil.test' }))).toBe(403)
  expect(status(await get('/', { Origin: 'null' }))).toBe(403)
})

test('the host is judged before the origin, and both before the rest', async () => {
  const { post } = await desk()
  const wrong = { Origin: 'null', 'Content-Type': 'text/plain' }
  expect(code(await post({ Host: 'evil.test', ...wrong }))).toBe('DB-DSK-001')
  expect(code(await post(wrong))).toBe('DB-DSK-002')
})

test('reading never changes anything', async () => {
  const { get, ours, pressed } = await desk()
  expect(status(await get('/v1/press', ours))).toBe(405)
  expect(status(await get('/v1/press'))).toBe(403)
  expect(pressed).toEqual([])
})

test('a browser that asks whether another site may call gets no permission', async () => {
  const { server, ours } = await desk()
  const answer = await exchange(server.port, 'OPTIONS /v1/press HTTP/1.1', { ...ours, Origin: 'https://evil.test' })
  expect(status(answer)).toBe(403)
  expect(answer).not.toMatch(/access-control/i)
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', ''])(
  'a body of type "%s", which a form could send, is refused',
  async (type) => {
    const { post, pressed } = await desk()
    expect(status(await post({ 'Content-Type': type }))).toBe(415)
    expect(pressed).toEqual([])
  },
)

test('a body larger than 64 KiB is refused, whether it says so or not', async () => {
  const { post, server, ours, pressed } = await desk()
  const large = JSON.stringify({ key: 'x'.repeat(64 * 1024) })
  expect(status(await post({}, large))).toBe(413)
  const chunked = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`
  const headers = { ...ours, 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' }
  expect(status(await exchange(server.port, 'POST /v1/press HTTP/1.1', headers, chunked))).toBe(413)
  expect(pressed).toEqual([])
})

test.each(['', '{', '"next"', '{"key":7}', '{"key":"next","more":1}'])('the body %j does not fit', async (body) => {
  const { post, pressed } = await desk()
  const answer = await post({}, body)
  expect([status(answer), code(answer)]).toEqual([400, 'DB-DSK-006'])
  expect(pressed).toEqual([])
})

test('bytes that are no UTF-8 are not guessed at', async () => {
  const { post, pressed } = await desk()
  expect(status(await post({ 'Content-Length': '11' }, Buffer.from('{"key":"\xff"}', 'latin1')))).toBe(400)
  expect(pressed).toEqual([])
})

test.each(['/elsewhere', '/../package.json', '/%2e%2e/package.json', '//evil.test/', '/v1', '/v1/press/'])(
  'there is nothing at %s',
  async (path) => {
    const { get, ours } = await desk()
    expect(status(await get(path, ours))).toBe(404)
  },
)

test('an action that nobody offers is not found, also one that every object has', async () => {
  const { server, ours } = await desk()
  for (const name of ['missing', 'constructor', 'tostring']) {
    const headers = { ...ours, 'Content-Type': 'application/json', 'Content-Length': '2' }
    expect(status(await exchange(server.port, `POST /v1/${name} HTTP/1.1`, headers, '{}'))).toBe(404)
  }
})

test('the address line of a proxy request is not ours', async () => {
  const { server, ours } = await desk()
  expect(status(await exchange(server.port, 'GET http://evil.test/ HTTP/1.1', ours))).toBe(404)
})

test('a second server on the port is refused with its code', async () => {
  const { server } = await desk()
  const again = createDeskServer({
    port: server.port,
    pages,
    actions: {},
    feed: createFeed({ life: 'b', state: () => null }),
    clock: systemClock,
    log: keptLog(),
  })
  await expect(again).rejects.toMatchObject({ code: 'DB-DSK-009' })
})

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

test.runIf(hasIpv6)('the page is there at [::1] and localhost too, and may act from there', async () => {
  const { server, pressed } = await desk()
  for (const host of ['[::1]', 'localhost']) {
    const origin = `http://${host}:${server.port}`
    expect((await fetch(`${origin}/`)).status).toBe(200)
    const headers = { origin, 'content-type': 'application/json' }
    const answer = await fetch(`${origin}/v1/press`, { method: 'POST', headers, body: JSON.stringify({ key: host }) })
    expect(answer.status).toBe(200)
  }
  expect(pressed).toEqual(['[::1]', 'localhost'])
})
