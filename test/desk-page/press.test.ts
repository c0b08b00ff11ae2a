import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { examine } from '../../agent/doctor/examine.ts'
import { libraryFolder } from '../../agent/folders.ts'
import { until } from '../support/wait.ts'
import { type DeskWorld, startDeskWorld } from './desk-world.ts'

const run = promisify(execFile)
const entry = join(import.meta.dirname, '../../agent/deskbridge.ts')
let world: DeskWorld

beforeAll(async () => {
  world = await startDeskWorld({ config: { counters: [{ id: 5 }, { id: 6 }] } })
}, 120_000)

afterAll(() => world.stop(), 60_000)

/** Runs the program as a shortcut of the operating system does. */
async function press(...args: readonly string[]) {
  const all = [entry, 'press', ...args, '--config', world.configFile]
  return await run(process.execPath, all, { env: { ...process.env, LANG: 'vi_VN.UTF-8' } }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ ...error, said: error.stdout + error.stderr }),
  )
}

const requested = () => world.facts.filter(({ type }) => type === 'deskbridge.call.requested')

test('a shortcut of the desktop presses a key of a counter, and the fact says that it was one', async () => {
  expect(await press('next', '--counter', '6')).toEqual({ code: 0, said: '' })
  await until('the centre has it', () => requested().length > 0)
  expect(requested().at(-1)).toMatchObject({ subject: 'counter/6', data: { action: 'next', via: 'shortcut' } })
})

test('a shortcut that names no key, or leaves open which counter, says what to write instead', async () => {
  const stranger = await press('nxet', '--counter', '6')
  expect(stranger.code).toBe(1)
  expect(stranger.said).toContain('DB-AGT-043')
  expect(stranger.said).toContain('next, recall, begin')
  const vague = await press('next')
  expect(vague.code).toBe(1)
  expect(vague.said).toContain('DB-AGT-044')
  expect(vague.said).toContain('--counter 5')
  expect((await press('next', '--counter', '7')).said).toContain('DB-AGT-004')
})

test('what is more than a key and a counter goes the ordinary way', async () => {
  const { said, code } = await press('pause', '--counter', '5', '--reason', 'Họp đột xuất')
  expect({ said, code }).toEqual({ said: '', code: 0 })
  await until('it is paused for that', () => JSON.stringify(world.facts).includes('"reason":"Họp đột xuất"'))
})

test('a desk whose port is taken works without its page, the doctor says so, and the page comes when the port is free', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void holder.close())
  const address = holder.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const other = await startDeskWorld({ config: { page: { port } }, page: 'not-there' })
  onTestFinished(() => other.stop())
  expect((await other.client.status()).online).toBe(true)
  expect((await other.client.page()).problem?.code).toBe('DB-DSK-027')
  const findings = await examine(other.configFile, libraryFolder)
  expect(findings.find(({ subject }) => subject === 'page')?.error?.code).toBe('DB-DSK-027')
  holder.close()
  await until('the page is there', async () => (await other.client.page()).url !== undefined, 60_000)
})
