import { expect, test } from 'vitest'
import { startApiDesk } from './desk.ts'
import { exchange, statusOf } from './raw.ts'
import { hostForms, smuggled } from './raw-attacks.ts'

// T32: raw sockets say what no browser would.

test.each(hostForms)('the host %j gets nothing and does nothing', async (form) => {
  const desk = await startApiDesk()
  const { port } = desk.server
  const host = form.replaceAll('PORT', String(port))
  const page = await exchange(port, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  const origin = `http://127.0.0.1:${port}`
  const head = `Host: ${host}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\nContent-Length: 14`
  const act = await exchange(port, `POST /v1/press HTTP/1.1\r\n${head}\r\nConnection: close\r\n\r\n{"key":"next"}`)
  const upgrade =
    'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='
  const socket = await exchange(port, `GET /v1 HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\n${upgrade}\r\n\r\n`)
  expect([page, act, socket].map(statusOf).filter((status) => status !== 421 && status !== 400)).toEqual([])
  expect(page + act + socket).not.toContain('Xin')
  expect(desk.done).toEqual([])
})

test.each(smuggled)('%s gets nothing and does nothing', async (_, form) => {
  const desk = await startApiDesk()
  const { port } = desk.server
  const answer = await exchange(port, form.replaceAll('PORT', String(port)))
  expect(statusOf(answer)).not.toBe(200)
  expect(answer).not.toContain('Xin')
  expect(desk.done).toEqual([])
})

test.each(['127.0.0.1:PORT', 'localhost:PORT', '[::1]:PORT'])('the host %s is ours', async (form) => {
  const desk = await startApiDesk()
  const { port } = desk.server
  const host = form.replaceAll('PORT', String(port))
  const page = await exchange(port, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  expect(statusOf(page)).toBe(200)
})
