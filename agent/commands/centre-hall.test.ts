import { createHmac, randomUUID, scryptSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { connectAsync } from 'mqtt'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../../src/centre/index.ts'
import { type Command, type DeskConfig, deskTopics, formatTime } from '../../src/contract/index.ts'
import { isDeskError, uuidv7 } from '../../src/core/index.ts'
import { systemClock, systemRandom } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { centre as account, desk as deskAccount, startMosquitto } from '../../test/support/mosquitto.ts'
import { has, programFile, start, startDeskbridge, untilSaid } from '../../test/support/processes.ts'
import { until } from '../../test/support/wait.ts'
import type { CliIo } from '../cli-io.ts'
import { centreCommand } from './centre.ts'
import { readSecret } from './secret.ts'

const planText = `
centre: vinh-long
title: { vi: Trung tâm Vĩnh Long }
fields: [{ id: dat-dai, name: { vi: Đất đai }, prefix: A, counters: [quay-05/5] }]
officers: [{ officer: cb-an, name: Nguyễn Thị An }]
`

async function run(...args: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  let code: number | string = 0
  const io: CliIo = {
    out: (line) => out.push(line),
    keptUp: async () => undefined,
    err: (line) => err.push(line),
    language: () => 'en',
    libraryFolder: '',
    fail(failed) {
      code = failed
    },
  }
  try {
    await centreCommand(io).exitOverride().parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!isDeskError(error)) throw error
    code = error.code
  }
  return { out, err, code }
}

function planFile(text = planText): string {
  const file = join(temporaryFolder(), 'centre.yaml')
  writeFileSync(file, text)
  return file
}

/** The data of a centre with a conflict and a day. */
async function dataFolder() {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  await store.database.run(
    `INSERT INTO hall_conflicts (day, ticket, pair, first, first_at, second, second_at)
     VALUES ('2026-11-22', 'A007', 'x', 'quay-01/1', ?, 'quay-02/2', ?)`,
    Date.UTC(2026, 10, 22, 2),
    Date.UTC(2026, 10, 22, 3),
  )
  await store.database.run(
    `INSERT INTO hall_services (service, day, place, ticket, officer, began, ended, outcome, rated, level, of, scale)
     VALUES ('s1', '2026-11-22', 'quay-01/1', 'A001', '=cmd', 1000, 31000, 'finished', '=cmd', 4, 5, '5-2025')`,
  )
  return { folder, store }
}

describe('deskbridge centre report', () => {
  it('tells a day to people, to programs and to spreadsheets, which carry nothing out', async () => {
    const { folder, store } = await dataFolder()
    const day = ['--data', folder, '--day', '2026-11-22']
    const { out, code } = await run('report', ...day)
    expect(out.join('\n')).toContain('quay-01/1: served 1, skipped 0')
    expect(code).toBe(0)
    const [json] = (await run('report', ...day, '--json')).out
    expect(JSON.parse(json ?? '')).toMatchObject({ officers: [{ name: '=cmd', served: 1, servingMedian: 30 }] })
    const csv = (await run('report', ...day, '--csv')).out
    expect(csv[0]).toBe(
      'kind,name,served,skipped,waitingMedian,waitingP90,servingMedian,servingP90,level1,level2,level3,level4,notRated,points',
    )
    expect(csv[1]).toBe("officers,'=cmd,1,0,,,30,30,0,0,0,1,0,")
    expect((await run('report', '--data', folder, '--day', '22.11.2026')).code).toBe('DB-HAL-011')
    await store.close()
  })
})

describe('deskbridge centre conflicts', () => {
  it('lists them, fails while one is open, and marks one settled', async () => {
    const { folder, store } = await dataFolder()
    const listed = await run('conflicts', '--data', folder)
    expect(listed.out).toEqual([
      '1. Number A007: counter quay-01/1 at 2026-11-22T09:00:00.000+07:00, counter quay-02/2 at 2026-11-22T10:00:00.000+07:00',
    ])
    expect(listed.code).toBe(1)
    const settled = await run('conflicts', '--data', folder, '--settle', '1', '--words', 'Quầy 1')
    expect([settled.out[0]?.endsWith('; settled: Quầy 1'), settled.code]).toEqual([true, 0])
    expect((await run('conflicts', '--data', folder, '--settle', '2')).code).toBe('DB-HAL-004')
    await store.close()
  })
})

describe('deskbridge centre pin', () => {
  it('refuses an officer whom the plan does not have, and a plan that is wrong', async () => {
    const { folder, store } = await dataFolder()
    const data = ['--data', folder]
    expect((await run('pin', ...data, '--plan', planFile(), 'cb-am')).code).toBe('DB-HAL-008')
    const wrong = await run('pin', ...data, '--plan', planFile(planText.replace('prefix: A', 'prefix: a')), 'cb-an')
    expect([wrong.code, wrong.err[0]?.includes('centre.yaml:4:')]).toEqual([1, true])
    await store.close()
  })

  it('reads what is typed without showing it', async () => {
    const [input, said] = [new PassThrough(), [] as string[]]
    const secret = readSecret(input)
    input.write('2468')
    input.write('10\n')
    expect(await secret.ask('PIN: ', (question) => said.push(question))).toBe('246810')
    input.end()
    expect(await secret.ask('PIN: ', (question) => said.push(question))).toBe('')
    secret.close()
    expect(said).toEqual(['PIN: ', 'PIN: '])
  })
})

describe.runIf(has('mosquitto'))('deskbridge centre serve', () => {
  it('serves a plan over a broker that asks who it is, and believes an officer whose PIN was set', async () => {
    const { url } = await startMosquitto()
    const [folder, data] = [temporaryFolder(), join(temporaryFolder(), 'data')]
    writeFileSync(join(folder, 'password'), `${account.password}\n`)
    const login = ['--username', account.name, '--password-file', join(folder, 'password')]
    const serve = ['serve', '--plan', planFile(), '--data', data, '--broker', url, ...login]
    await untilSaid(startDeskbridge('centre', ...serve), 'Reference centre')
    const args = [programFile, '--lang', 'en', 'centre', 'pin', '--data', data, 'cb-an']
    const setting = start(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    setting.process.stdin?.end('246810\n')
    await untilSaid(setting, 'The PIN of cb-an is set')

    const topics = deskTopics('vinh-long', 'quay-05')
    const client = await connectAsync(url, {
      clientId: deskAccount.name,
      username: deskAccount.name,
      password: deskAccount.password,
      protocolVersion: 5,
    })
    onTestFinished(() => client.endAsync(true))
    const heard = new Map<string, unknown>()
    client.on('message', (topic, payload) => heard.set(topic, JSON.parse(payload.toString())))
    await client.subscribeAsync([topics.commands, topics.waiting, topics.config], { qos: 1 })
    await until('the desk knows who waits', () => heard.has(topics.waiting))
    expect(heard.get(topics.waiting)).toMatchObject({ counters: [{ counter: '5', waiting: 0, tickets: [] }] })

    const ask = async (more: object): Promise<Command> => {
      const now = systemClock.wall()
      const times = { madeAt: formatTime(now), notAfter: formatTime(now + 60_000), clock: 'synced' }
      const request = { id: uuidv7(now, systemRandom), name: 'officer.sign-in', counter: '5', ...times }
      await client.publishAsync(topics.requests, JSON.stringify({ ...request, args: { officer: 'cb-an', ...more } }))
      const answer = () => heard.get(topics.commands) as Command | undefined
      await until('the answer', () => answer()?.inReplyTo === request.id)
      return answer() as Command
    }
    expect(await ask({})).toMatchObject({ name: 'request.refuse', args: { reason: 'Cần mã PIN' } })
    const salt = () => (heard.get(topics.config) as DeskConfig | undefined)?.officers?.[0]?.salt
    await until('the desk knows the salt', () => salt() !== undefined)
    const key = scryptSync('246810', Buffer.from(salt() ?? '', 'hex'), 32, { N: 32_768, r: 8, p: 1, maxmem: 2 ** 26 })
    const nonce = randomUUID()
    const proof = { method: 'pin', nonce, answer: createHmac('sha256', key).update(nonce).digest('hex') }
    expect(await ask({ proof })).toMatchObject({ name: 'officer.set', args: { officer: 'cb-an', proven: true } })
  })
})
