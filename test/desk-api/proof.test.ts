import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createProofJudge } from '../../src/centre/index.ts'
import type { DeskProof } from '../../src/contract/index.ts'
import { createDeskServer, createFeed, keepServing, openDeviceKey } from '../../src/desk/index.ts'
import { fakeClock, keptLog, systemClock } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import { application, startApiDesk } from './desk.ts'

/** A centre that knows the key of one desk, and a page that carries a nonce there and the answer back. */
async function centreAndDesk() {
  const desk = await startApiDesk()
  const clock = fakeClock()
  const { publicKey } = openDeviceKey(desk.folder)
  const judge = createProofJudge({ clock, keyOf: (_, name) => (name === 'quay-05' ? publicKey : undefined) })
  const prove = async (nonce: string, origin = application) =>
    (await (await desk.post('prove', { nonce }, { origin })).json()) as DeskProof
  return { desk, clock, judge, prove }
}

test('the centre knows by a signature which desk a page is talking to', async () => {
  const { judge, prove } = await centreAndDesk()
  const nonce = judge.issue(application)
  expect(judge.verifyProof(application, await prove(nonce))).toEqual({ centre: 'vinh-long', desk: 'quay-05' })
})

test('a proof is good once, for a minute, for the page that it was made for', async () => {
  const { judge, prove, clock } = await centreAndDesk()
  const used = await prove(judge.issue(application))
  judge.verifyProof(application, used)
  expect(() => judge.verifyProof(application, used)).toThrow('DB-CTR-032')
  const late = await prove(judge.issue(application))
  clock.advance(60_001)
  expect(() => judge.verifyProof(application, late)).toThrow('DB-CTR-032')
  const elsewhere = await prove(judge.issue('https://other.test'))
  expect(() => judge.verifyProof('https://other.test', elsewhere)).toThrow('DB-CTR-030')
  expect(() => judge.verifyProof(application, { ...used, nonce: 'A'.repeat(43) })).toThrow('DB-CTR-032')
})

test('no word of a proof can be changed', async () => {
  const { judge, prove } = await centreAndDesk()
  const changes: readonly Partial<DeskProof>[] = [
    { time: '2026-11-22T08:00:00.000+07:00' },
    { centre: 'ha-noi' },
    { signature: 'A'.repeat(86) },
  ]
  for (const change of changes) {
    const proof = await prove(judge.issue(application))
    expect(() => judge.verifyProof(application, { ...proof, ...change })).toThrow('DB-CTR-030')
  }
})

test('T38: another program with a key of its own is not the desk', async () => {
  const { judge } = await centreAndDesk()
  const dummy = await startApiDesk()
  const nonce = judge.issue(application)
  const answer = await dummy.post('prove', { nonce }, { origin: application })
  expect(() => judge.verifyProof(application, answer)).toThrow('DB-CTR-030')
  const proof = await (await dummy.post('prove', { nonce: judge.issue(application) }, { origin: application })).json()
  expect(() => judge.verifyProof(application, proof)).toThrow('DB-CTR-031')
})

test('the key of a desk outlives a restart, is for the desk alone, and a damaged one is not replaced in silence', async () => {
  const folder = temporaryFolder()
  expect(openDeviceKey(folder).publicKey).toBe(openDeviceKey(folder).publicKey)
  const { statSync, writeFileSync } = await import('node:fs')
  expect(statSync(`${folder}/device-key.pem`).mode & 0o077).toBe(0)
  writeFileSync(`${folder}/device-key.pem`, 'nothing')
  expect(() => openDeviceKey(folder)).toThrow('DB-DSK-028')
})

test('T38: a program that sits on the port is reported with its name, and when it goes the page comes', async () => {
  const squatter = createServer((_, response) => response.end('{"ok":true}'))
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
  const { port } = squatter.address() as AddressInfo
  const clock = fakeClock()
  const service = await keepServing({
    port,
    clock,
    changed: () => {},
    serve: (wished) =>
      createDeskServer({
        port: wished,
        pages: new Map(),
        actions: {},
        feed: createFeed({ life: 'a', state: () => null }),
        clock: systemClock,
        log: keptLog(),
      }),
  })
  onTestFinished(() => service.stop())
  expect(service.url()).toBeUndefined()
  expect(service.alarms().map(({ code, args }) => [code, String(args.holder).split(', ')[1]])).toEqual([
    ['DB-DSK-027', String(process.pid)],
  ])
  await new Promise((resolve) => squatter.close(resolve))
  await until('the page', () => {
    clock.advance(5_000)
    return service.url() !== undefined
  })
  expect(service.alarms()).toEqual([])
})
