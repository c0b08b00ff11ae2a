import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fakeClock, keptLog } from '../support/faces.ts'
import { selfSigned } from '../support/self-signed.ts'
import { codeOf, stage } from './server-stage.ts'
import { openStage, password } from './stage.ts'

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
