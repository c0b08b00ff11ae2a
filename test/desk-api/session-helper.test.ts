import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serveSessionDoor } from '../../agent/session/door.ts'
import type { Windows } from '../../src/desk/index.ts'
import { silentLog } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { projectFolder, start, untilSaid } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { application, startApiDesk } from './desk.ts'

// The helper is the real program in a process of its own; it prints what a browser would be told to open.

const entry = join(projectFolder, 'agent/deskbridge.ts')
const startHelper = (door: string) =>
  start(process.execPath, [entry, '--lang', 'en', 'session', '--door', door, '--no-browser'], {
    env: { ...process.env, XDG_RUNTIME_DIR: temporaryFolder() },
  })

async function openDoor(path: string, windows: Windows, url: string | undefined) {
  const door = await serveSessionDoor({ path, windows, url: () => url, log: silentLog })
  onTestFinished(() => door.stop())
  return door
}

/** The address of the nth window that the helper was told. */
const told = (said: string, nth = 0) => [...said.matchAll(/Open this address: (\S+)/g)][nth]?.[1] ?? ''

test('the helper opens the window of a pairing, also after the service was restarted', async () => {
  const path = join(temporaryFolder(), 'session.sock')
  const first = await startApiDesk()
  const door = await openDoor(path, first.access.windows, first.server.url)
  const helper = startHelper(path)
  await untilSaid(helper, 'Connected')
  await first.post('pair', {}, { origin: application })
  await until('the window', () => told(helper.said()) !== '')
  const token = told(helper.said()).split('#')[1] ?? ''
  const own = first.server.url.slice(0, -1)
  const shown = (await (await first.post('window', { token }, { origin: own })).json()) as { code: string }
  expect(shown).toMatchObject({ kind: 'pairing', origin: application })
  expect((await first.post('pair-confirm', { code: shown.code }, { origin: application })).status).toBe(200)

  await door.stop()
  await untilSaid(helper, 'waiting')
  const second = await startApiDesk()
  await openDoor(path, second.access.windows, second.server.url)
  await until('the helper to be back', () => helper.said().match(/Connected/g)?.length === 2)
  await second.post('pair', {}, { origin: application })
  await until('the second window', () => told(helper.said(), 1).startsWith(second.server.url))
})

test('a second helper of the same session leaves at once; one after a crash does not', async () => {
  const path = join(temporaryFolder(), 'session.sock')
  const desk = await startApiDesk()
  await openDoor(path, desk.access.windows, desk.server.url)
  const folder = temporaryFolder()
  const helper = () =>
    start(process.execPath, [entry, '--lang', 'en', 'session', '--door', path, '--no-browser'], {
      env: { ...process.env, XDG_RUNTIME_DIR: folder },
    })
  const first = helper()
  await untilSaid(first, 'Connected')
  const second = helper()
  expect(await second.ended).toBe(0)
  expect(second.said()).toContain('runs in this session already')
  first.kill('SIGKILL')
  await first.ended
  await untilSaid(helper(), 'Connected')
})

test('a helper opens nothing but windows of a desk on this PC, whoever sits at the door', async () => {
  const path = join(temporaryFolder(), 'session.sock')
  const token = 'A'.repeat(43)
  const lines = [
    { open: `https://evil.test/window#${token}` },
    { open: `http://127.0.0.1:47800@evil.test/window#${token}` },
    { open: `http://127.0.0.1:47800/other#${token}` },
    { open: 'file:///etc/passwd' },
    { open: '--help' },
    { open: `http://127.0.0.1:47800/window#${token}` },
  ]
  const impostor = createServer((_, response) => {
    response.write('nothing\n')
    for (const line of lines) response.write(`${JSON.stringify(line)}\n`)
  })
  await new Promise<void>((resolve) => impostor.listen(path, resolve))
  onTestFinished(() => {
    impostor.closeAllConnections()
    impostor.close()
  })
  const helper = startHelper(path)
  await until('the last line', () => told(helper.said()) !== '')
  expect([...helper.said().matchAll(/Open this address/g)]).toHaveLength(1)
  expect(told(helper.said())).toBe(lines.at(-1)?.open)
})

test('the page of a window shows nothing without its token', async () => {
  const desk = await startApiDesk()
  await desk.post('pair', {}, { origin: application })
  const own = desk.server.url.slice(0, -1)
  const page = await (await fetch(`${desk.server.url}window`)).text()
  expect(page).not.toMatch(/\d{8}/)
  for (const token of ['-', 'A'.repeat(43)]) {
    const refused = await desk.post('window', { token }, { origin: own })
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('DB-DSK-025')])
  }
})
