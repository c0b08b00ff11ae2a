import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { controlClient } from '../../agent/control/client.ts'
import { checkDemo } from '../../agent/demo/check.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'

const entry = join(import.meta.dirname, '../../agent/deskbridge.ts')

/** The demo as a person starts it. */
async function runDemo(folder: string) {
  const args = [entry, '--lang', 'en', 'demo', '--port', '0', '--data', folder]
  const demo = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const output of [demo.stdout, demo.stderr]) output.setEncoding('utf8').on('data', (text) => (said += text))
  onTestFinished(() => void demo.kill('SIGKILL'))
  await until('the address', () => /http:\S+/.test(said) || demo.exitCode !== null)
  const url = /http:\S+/.exec(said)?.[0] ?? ''
  const client = controlClient(join(folder, 'desk'))
  const status = () => client.status().catch(() => undefined)
  await until('the desk', async () => (await status())?.devices.every(({ state }) => state === 'ready') ?? false)
  return { demo, url, status, said: () => said }
}

async function press(url: string, key: string): Promise<number> {
  const headers = { 'content-type': 'application/json', origin: new URL(url).origin }
  return (await fetch(`${url}v1/press`, { method: 'POST', headers, body: JSON.stringify({ key }) })).status
}

/** Ctrl-C, and how long it took. */
async function interrupt(demo: ChildProcess): Promise<number> {
  const begun = performance.now()
  demo.kill('SIGINT')
  await until('the end', () => demo.exitCode !== null || demo.signalCode !== null)
  return performance.now() - begun
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('Ctrl-C ends the demo and its agent within 2 s, and a second start goes on from the same journal', async () => {
  const folder = temporaryFolder()
  const first = await runDemo(folder)
  expect(await press(first.url, 'next')).toBe(200)
  await until('the fact', async () => ((await first.status())?.journal.lastSequence ?? 0) >= 2)
  const before = await first.status()
  expect(await interrupt(first.demo)).toBeLessThan(2_000)
  expect(first.demo.exitCode).toBe(0)
  expect(isAlive(before?.pid ?? 0)).toBe(false)

  const second = await runDemo(folder)
  const after = await second.status()
  expect(after?.journal.epoch).toBe(before?.journal.epoch)
  expect(after?.journal.lastSequence).toBeGreaterThanOrEqual(before?.journal.lastSequence ?? 0)
  expect(after?.counters[0]?.sign).toEqual({ state: 'serving', ticket: 'A001' })
  await interrupt(second.demo)
})

test('an agent that a killed demo left behind is ended by the next demo', async () => {
  const folder = temporaryFolder()
  const first = await runDemo(folder)
  const orphan = (await first.status())?.pid ?? 0
  first.demo.kill('SIGKILL')
  await until('the kill', () => first.demo.signalCode !== null)
  expect(isAlive(orphan)).toBe(true)
  const second = await runDemo(folder)
  await until('another agent', async () => ![orphan, undefined].includes((await second.status())?.pid))
  // A process that has ended keeps its number until the system has taken note of it.
  await until('the old agent is gone', () => !isAlive(orphan))
  await interrupt(second.demo)
})

test('the unattended check holds', { timeout: 70_000 }, async () => {
  const lines: string[] = []
  const holds = await checkDemo({ language: 'en', entry, out: (line) => lines.push(line) })
  expect(lines.filter((line) => line.startsWith('  ✗'))).toEqual([])
  expect(holds).toBe(true)
})
