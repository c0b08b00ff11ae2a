import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { createProofJudge } from '../../src/centre/index.ts'
import { type OpenDeskOptions, openDesk } from '../../src/desk/client/index.ts'
import { systemClock } from '../support/faces.ts'
import { until } from '../support/wait.ts'
import { startCounterDesk } from './counter-desk.ts'

// The SDK without a browser: what a browser adds by itself, the Origin of the page, is given to fetch and to sockets here.

const application = 'https://motcua.test'
const plainFetch = globalThis.fetch

function asPage() {
  globalThis.fetch = (url, init) => plainFetch(url, { ...init, headers: { ...init?.headers, origin: application } })
  onTestFinished(() => {
    globalThis.fetch = plainFetch
  })
  const kept: { session: string | undefined } = { session: undefined }
  const sockets: WebSocket[] = []
  const options = {
    store: {
      read: () => kept.session,
      write(session: string | undefined) {
        kept.session = session
      },
    },
    openSocket(url: string, protocols: string[]) {
      const socket = new WebSocket(url, protocols, { origin: application })
      socket.on('error', () => {})
      sockets.push(socket)
      return socket as unknown as globalThis.WebSocket
    },
  } satisfies OpenDeskOptions
  return { options, kept, cut: () => sockets.at(-1)?.terminate() }
}

async function opened(more: Partial<OpenDeskOptions> = {}) {
  const counterDesk = await startCounterDesk(application)
  const page = asPage()
  const options = { url: counterDesk.server.url, askCode: counterDesk.readCode, ...page.options, ...more }
  const desk = await openDesk(options)
  onTestFinished(() => desk.close())
  return { ...page, counterDesk, desk, options }
}

test('three lines: open, hear, call', async () => {
  const { counterDesk, desk } = await opened()
  const tickets: (string | null)[] = []
  desk.on('counter', ({ ticket }) => tickets.push(ticket))
  await desk.call('5', 'next')
  await until('the number', () => tickets.length === 2)
  expect(tickets).toEqual([null, 'A1'])
  expect(counterDesk.asked).toEqual([{ counter: '5', action: 'next' }])
  expect(desk.state.counters[0]?.ticket).toBe('A1')
})

test('an application hears neither who may sign in nor what is plugged and unused', async () => {
  const { desk } = await opened()
  expect(Object.keys(desk.state).sort()).toEqual(
    ['alarms', 'clock', 'counters', 'desk', 'devices', 'disk', 'link', 'notices'].sort(),
  )
})

test('the second visit asks for no code, one after a revocation does', async () => {
  const { counterDesk, options, kept } = await opened()
  const before = kept.session
  const again = await openDesk({ ...options, askCode: () => expect.unreachable('asked') })
  again.close()
  expect(kept.session).toBe(before)
  for (const { id } of counterDesk.access.pairings()) counterDesk.access.revoke(id)
  const anew = await openDesk(options)
  anew.close()
  expect(kept.session).not.toBe(before)
})

test('a wrong code may be typed again, and who gives up is told so', async () => {
  const counterDesk = await startCounterDesk(application)
  const { options } = asPage()
  const refusals: (string | undefined)[] = []
  const desk = await openDesk({
    ...options,
    url: counterDesk.server.url,
    askCode({ refusal, digits }) {
      refusals.push(refusal?.code)
      return refusals.length < 2 ? '1'.repeat(digits) : counterDesk.readCode()
    },
  })
  desk.close()
  expect(refusals).toEqual([undefined, 'DB-DSK-021'])
  options.store.write(undefined)
  const givenUp = openDesk({ ...options, url: counterDesk.server.url, askCode: () => undefined })
  await expect(givenUp).rejects.toMatchObject({ code: 'not-paired', words: { vi: {}, en: {} } })
})

test('after a lost connection nothing is missed, after a restart of the desk the picture is new', async () => {
  const { counterDesk, desk, cut } = await opened()
  const tickets: (string | null)[] = []
  desk.on('counter', ({ ticket }) => tickets.push(ticket))
  cut()
  counterDesk.show({ ticket: 'B1' })
  counterDesk.show({ ticket: 'B2' })
  await until('what was missed', () => tickets.at(-1) === 'B2')
  expect(tickets).toEqual([null, 'B1', 'B2'])
  await counterDesk.restart()
  counterDesk.show({ ticket: 'B3' })
  await until('the new picture', () => desk.state.counters[0]?.ticket === 'B3')
})

test('a pairing that is ended at the desk ends the SDK, which does not come back', async () => {
  const { counterDesk, desk } = await opened()
  let ended = 0
  desk.on('ended', () => ended++)
  for (const { id } of counterDesk.access.pairings()) counterDesk.access.revoke(id)
  await until('the end', () => ended === 1)
  await expect(desk.call('5', 'next')).rejects.toMatchObject({ code: 'DB-DSK-020' })
})

test('a page that checks the desk with its server says its secret to nobody else', async () => {
  const judge = createProofJudge({ clock: systemClock, keyOf: () => undefined })
  const proof = {
    nonce: async () => judge.issue(application),
    async verify(given: unknown) {
      try {
        judge.verifyProof(application, given)
        return true
      } catch {
        return false
      }
    },
  }
  await expect(opened({ proof, askCode: () => expect.unreachable('asked') })).rejects.toMatchObject({
    code: 'unproven',
  })
})

test('a desk that is not there is told in both languages', async () => {
  const { options } = asPage()
  const nobody = openDesk({ ...options, url: 'http://127.0.0.1:9/' })
  await expect(nobody).rejects.toMatchObject({ code: 'unreachable', words: { vi: { next: expect.any(String) } } })
})

test('the bundle needs nothing, and at most 15 kB of the wire', async () => {
  const entryPoints = ['src/desk/client/index.ts']
  const built = await build({ entryPoints, bundle: true, minify: true, format: 'esm', write: false, metafile: true })
  expect(Object.keys(built.metafile.inputs).filter((file) => !file.startsWith('src/desk/client/'))).toEqual([])
  expect(gzipSync(built.outputFiles[0]?.contents ?? '').length).toBeLessThan(15_000)
})
