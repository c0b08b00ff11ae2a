import { writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { startDeskbridge, untilSaid } from '../../test/support/processes.ts'
import { until } from '../../test/support/wait.ts'

const plan = `
centre: vinh-long
title: { vi: Phường Phú Lợi }
fields: [{ id: dat-dai, name: { vi: Đất đai }, prefix: A, counters: [quay-05/5] }]
`

/** A printer of the network: what came out of it. */
async function startPrinter() {
  let paper = Buffer.alloc(0)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('data', (bytes) => {
      paper = Buffer.concat([paper, bytes])
    })
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const switchOff = () => new Promise<void>((resolve) => server.close(() => resolve()))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { at: `127.0.0.1:${port}`, paper: () => paper, switchOff }
}

/** A centre with that printer; gives how a citizen takes a number, and what the centre has said. */
async function startCentre(...options: readonly string[]) {
  const folder = temporaryFolder()
  const file = join(folder, 'centre.yaml')
  writeFileSync(file, plan)
  const data = join(folder, 'data')
  const where = ['--port', '0', '--web', '0', '--web-host', '127.0.0.1', '--data', data, '--plan', file]
  const centre = startDeskbridge('centre', 'serve', ...where, ...options)
  await untilSaid(centre, 'The pages of the centre: ', 60_000)
  const url = /The pages of the centre: (\S+)/.exec(centre.said())?.[1] ?? ''
  const { origin } = new URL(url)
  const take = async (priority = false) => {
    const headers = { 'content-type': 'application/json', origin }
    const body = JSON.stringify({ field: 'dat-dai', priority })
    const answer = await fetch(`${origin}/v1/issue`, { method: 'POST', headers, body })
    return ((await answer.json()) as { readonly ticket?: string }).ticket
  }
  return { take, said: centre.said }
}

it('each number comes out on paper, with the code of its page', async () => {
  const printer = await startPrinter()
  const { take } = await startCentre('--printer', printer.at, '--printer-address', 'https://so.vinhlong.gov.vn')
  expect(await take()).toBe('A001')
  expect(await take(true)).toBe('A002')
  const cuts = () => printer.paper().toString('latin1').split('\x1dV\x42\x00').length - 1
  await until('both are cut', () => cuts() === 2, 60_000)
  const [first = '', second = ''] = printer.paper().toString('latin1').split('\x1dV\x42\x00')
  expect(first).toContain('Phuong Phu Loi\nDat dai\n\x1d!\x33A001\n')
  const code = 'https://so.vinhlong.gov.vn/ve/A001'
  expect(first).toContain(`\x1d(k${String.fromCharCode(code.length + 3)}\x001P0${code}`)
  expect(first).toMatch(/\d\d:\d\d \d\d\/\d\d\/\d{4}\n$/)
  expect(second).toContain('Uu tien - ')
})

it('a printer that is off keeps nobody from a number, and the log says what is wrong', async () => {
  const printer = await startPrinter()
  await printer.switchOff()
  const { take, said } = await startCentre('--printer', printer.at)
  expect(await take()).toBe('A001')
  await until('the log says it', () => said().includes('DB-TCP-001'), 60_000)
  expect(await take()).toBe('A002')
})
