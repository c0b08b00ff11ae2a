import { connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../../test/support/wait.ts'
import { layCable } from './cable.ts'

/** A broker's port that says back what it hears. */
async function echo(): Promise<number> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {}).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function caller(port: number) {
  const socket = connect(port, '127.0.0.1')
  const state = { heard: '', closed: false }
  socket.on('data', (bytes) => {
    state.heard += String(bytes)
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    state.closed = true
  })
  onTestFinished(() => void socket.destroy())
  return { socket, state }
}

test('a pulled cable breaks what is connected, refuses what is new, and works again at the same port', async () => {
  const cable = await layCable(await echo())
  onTestFinished(() => cable.pull())
  const before = caller(cable.port)
  before.socket.write('one')
  await until('the echo', () => before.state.heard === 'one')

  await cable.pull()
  await until('the break', () => before.state.closed)
  const during = caller(cable.port)
  await until('the refusal', () => during.state.closed)
  expect(during.state.heard).toBe('')

  await cable.plug()
  const after = caller(cable.port)
  after.socket.write('two')
  await until('the echo', () => after.state.heard === 'two')
})

test('pulling and plugging at the same time ends as it was asked for last', async () => {
  const cable = await layCable(await echo())
  onTestFinished(() => cable.pull())
  await Promise.all([cable.pull(), cable.plug(), cable.pull(), cable.plug(), cable.plug()])
  expect(cable.isIn()).toBe(true)
  await Promise.all([cable.plug(), cable.pull(), cable.pull()])
  expect(cable.isIn()).toBe(false)
})
