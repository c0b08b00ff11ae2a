import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codeIn } from '../../../test/desk-api/desk.ts'
import { fakeClock, keptLog, systemRandom } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { accessFile, openAccess } from './access.ts'

const application = 'https://motcua.test'
const who = { origin: application, user: '1000' }

function desk({ folder = temporaryFolder(), clock = fakeClock(), helper = '1000' } = {}) {
  const opened: string[] = []
  const open = (origins = [application]) => {
    const access = openAccess({ origins, folder, clock, random: systemRandom, log: keptLog() })
    access.windows.join({ user: helper, open: (path) => opened.push(path) })
    return access
  }
  const access = open()
  /** The code that the person at the desk reads. */
  const read = (from = access) => codeIn(from.windows.redeem(opened.at(-1)?.split('#')[1] ?? '', '1000'))
  const pair = () => {
    access.ask(who)
    return access.confirm(who, read()).session
  }
  return { folder, clock, access, open, opened, read, pair }
}

/** Another code of as many digits. */
const wrong = (code: string) => code.replace(/.$/, (last) => String((Number(last) + 1) % 10))

test('a page that says the code of the window is paired', () => {
  const { access, pair } = desk()
  const session = pair()
  expect(access.admit(who, session)).toMatchObject({ origin: application, user: '1000' })
  expect(session).toHaveLength(43)
})

test('the secret of a session is not on the disk, and its file is for the desk alone', () => {
  const { folder, pair } = desk()
  const session = pair()
  expect(readFileSync(join(folder, accessFile), 'utf8')).not.toContain(session)
  expect(statSync(join(folder, accessFile)).mode & 0o077).toBe(0)
})

test('a session outlives a restart', () => {
  const { pair, open } = desk()
  const session = pair()
  expect(open().admit(who, session).origin).toBe(application)
})

test('an application that was taken off the list is not admitted after the restart', () => {
  const { pair, open } = desk()
  const session = pair()
  expect(() => open(['https://other.test']).admit(who, session)).toThrow('DB-DSK-020')
})

test.each([
  ['another origin', { origin: 'https://other.test', user: '1000' }],
  ['another user of this PC', { origin: application, user: '1001' }],
])('a session in the hands of %s is not admitted', (_, thief) => {
  const { access, pair } = desk()
  const session = pair()
  expect(() => access.admit(thief, session)).toThrow('DB-DSK-020')
})

test('a revoked session is not admitted, nor after a restart', () => {
  const { access, pair, open } = desk()
  const session = pair()
  const told: string[] = []
  access.onRevoked((id) => told.push(id))
  const [pairing] = access.pairings()
  access.revoke(pairing?.id ?? '')
  expect(told).toEqual([pairing?.id])
  expect(() => access.admit(who, session)).toThrow('DB-DSK-020')
  expect(() => open().admit(who, session)).toThrow('DB-DSK-020')
  expect(() => access.revoke('none')).toThrow('DB-DSK-029')
})

test('after five wrong codes not even the right one is looked at, also after a restart', () => {
  const { access, read, open, clock } = desk()
  access.ask(who)
  const code = read()
  for (const left of [4, 3, 2, 1, 0]) {
    expect(() => access.confirm(who, wrong(code))).toThrow(`DB-DSK-021: The pairing code is wrong or too old (${left}`)
  }
  expect(() => access.confirm(who, code)).toThrow('DB-DSK-022')
  expect(access.alarms().map((alarm) => alarm.code)).toEqual(['DB-DSK-023'])
  const after = open()
  expect(() => after.ask(who)).toThrow('DB-DSK-022')
  expect(after.alarms()).toHaveLength(1)
  clock.advance(60_001)
  after.ask(who)
  expect(after.confirm(who, read(after)).session).toHaveLength(43)
  expect(after.alarms()).toEqual([])
})

test('each further lock is twice as long', () => {
  const { access, clock, read } = desk()
  for (const seconds of [60, 120, 240, 480]) {
    access.ask(who)
    const code = read()
    for (let tries = 0; tries < 5; tries++) expect(() => access.confirm(who, wrong(code))).toThrow('DB-DSK-021')
    expect(() => access.ask(who)).toThrow(`${seconds} seconds`)
    clock.advance(seconds * 1000 + 1)
  }
})

test('a clock that goes back a year makes no lock longer', () => {
  const { access, clock, read } = desk()
  access.ask(who)
  const code = read()
  for (let tries = 0; tries < 5; tries++) expect(() => access.confirm(who, wrong(code))).toThrow('DB-DSK-021')
  clock.stepWall(-365 * 24 * 3_600_000)
  expect(() => access.ask(who)).toThrow('60 seconds')
  clock.advance(60_001)
  expect(access.ask(who).digits).toBe(8)
})

test('a code is good for two minutes, and one that nobody typed counts as a try', () => {
  const { access, clock, read, opened } = desk()
  access.ask(who)
  const code = read()
  clock.advance(120_001)
  expect(() => access.confirm(who, code)).toThrow('DB-DSK-021')
  for (let round = 0; round < 3; round++) {
    access.ask(who)
    clock.advance(120_001)
  }
  expect(() => access.ask(who)).toThrow('DB-DSK-022')
  expect(opened.length).toBeLessThanOrEqual(5)
})

test('a page that asks again while a code is shown opens no second window', () => {
  const { access, opened } = desk()
  access.ask(who)
  access.ask(who)
  expect(opened).toHaveLength(1)
})

test('a window opens once, only for the user who asked, and only for a minute', () => {
  const { access, clock, opened } = desk()
  access.ask(who)
  const token = opened[0]?.split('#')[1] ?? ''
  expect(() => access.windows.redeem(token, '1001')).toThrow('DB-DSK-025')
  expect(access.windows.redeem(token, '1000').origin).toBe(application)
  expect(() => access.windows.redeem(token, '1000')).toThrow('DB-DSK-025')
  clock.advance(120_001)
  access.ask(who)
  clock.advance(60_001)
  expect(() => access.windows.redeem(opened[1]?.split('#')[1] ?? '', '1000')).toThrow('DB-DSK-025')
})

test('who reads the window and did not ask refuses: the code is dead, the page is locked out and told why, IT sees it', () => {
  const { access, read, open, opened, clock } = desk()
  access.ask(who)
  const token = opened[0]?.split('#')[1] ?? ''
  expect(() => access.windows.refuse(token, '1000')).toThrow('DB-DSK-025')
  const code = read()
  expect(() => access.windows.refuse(token, '1001')).toThrow('DB-DSK-025')
  access.windows.refuse(token, '1000')
  expect(() => access.confirm(who, code)).toThrow('DB-DSK-030')
  expect(access.alarms().map((alarm) => alarm.code)).toEqual(['DB-DSK-031'])
  expect(() => open().ask(who)).toThrow('DB-DSK-030')
  expect(() => access.windows.refuse(token, '1000')).toThrow('DB-DSK-025')
  clock.advance(60_001)
  access.ask(who)
  expect(access.confirm(who, read()).session).toHaveLength(43)
  expect(access.alarms()).toEqual([])
})

test('a pairing that was made with a code which somebody then disowns ends, and no other does', () => {
  const { access, pair, opened, clock } = desk()
  pair()
  const [before] = access.pairings()
  clock.advance(1_000)
  pair()
  access.windows.refuse(opened[1]?.split('#')[1] ?? '', '1000')
  expect(access.pairings()).toEqual([before])
})

test('without a helper in the session of the user no code is made', () => {
  const { access, opened } = desk({ helper: '1001' })
  expect(() => access.ask(who)).toThrow('DB-DSK-024')
  expect(opened).toEqual([])
})

test('the oldest of too many pairings makes room', () => {
  const { access, pair } = desk()
  const first = pair()
  for (let more = 0; more < 32; more++) pair()
  expect(access.pairings()).toHaveLength(32)
  expect(() => access.admit(who, first)).toThrow('DB-DSK-020')
})
