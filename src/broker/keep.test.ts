import { createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { fakeClock, seededRandom, silentLog } from '../../test/support/faces.ts'
import { until } from '../../test/support/wait.ts'
import { keepConnected } from './index.ts'

/** A port behind which somebody takes connections and says nothing until told to hang up. */
async function startSilence(): Promise<{ readonly url: string; readonly calls: () => number; hangUp(): void }> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    sockets.push(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(() => {
    hangUp()
    server.close()
  })
  const address = server.address()
  const url = `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return { url, calls: () => sockets.length, hangUp }
}

it('a keeper is at work while it tries and while it waits, and not when what it does takes no end', async () => {
  const { url, calls, hangUp } = await startSilence()
  const clock = fakeClock()
  let failures = 0
  const keeper = keepConnected({
    settings: () => ({ url, clientId: 'vinh-long/quay-05' }),
    clock,
    random: seededRandom(1),
    log: silentLog,
    opened() {},
    closed() {
      failures++
    },
  })
  onTestFinished(() => keeper.stop())
  await until('somebody took the call', () => calls() === 1)
  expect(keeper.isAtWork()).toBe(true)
  // The attempt goes on: its own limits are those of the real clock.
  clock.advance(121_000)
  expect(keeper.isAtWork()).toBe(false)
  hangUp()
  await until('the attempt has failed', () => failures === 1)
  expect(keeper.isAtWork()).toBe(true)
})
