import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TextKey } from '../../src/core/index.ts'
import { defaultSettings, initialState, inReach, pictureOf } from '../../src/counter/index.ts'
import type { DeskView } from '../../src/desk/index.ts'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import type { AgentChange } from '../changes.ts'
import { libraryFolder } from '../folders.ts'
import { loadLibrary } from '../profile-library.ts'
import { type CounterPlace, counterView } from './counter-view.ts'
import { deviceView } from './devices-view.ts'
import { differences } from './differences.ts'
import { keepLocks } from './locks.ts'
import { keepNotices } from './notices.ts'
import { unlockBySignIn } from './unlocking.ts'

const rules = {
  rating: null,
  pauseReasons: ['Họp'],
  officers: [{ officer: 'cb-an', name: 'Nguyễn Thị An', salt: '00' }],
  destinations: [],
}
const open: CounterPlace = { isLocked: false, desk: 'quay-05', counters: ['5', '6'] }
const locked: CounterPlace = { ...open, isLocked: true }
const picture = pictureOf({ ...initialState('5'), officer: { name: 'cb-an', proven: true } }, inReach(defaultSettings))
const library = loadLibrary(libraryFolder)

describe('the view of a counter', () => {
  test('calls its officer by name, and says in both languages why a key would do nothing', () => {
    const view = counterView(picture, rules, locked)
    expect(view.officer).toEqual({ officer: 'cb-an', name: 'Nguyễn Thị An', isProven: true })
    expect(view.isLocked).toBe(true)
    expect(view.possible.next).toBeNull()
    expect(view.possible.finish?.vi).toContain('Gọi số')
    expect(view.possible.finish?.en).toContain('Next')
  })

  test('names where citizens can be sent, never the counter itself', () => {
    const named = [
      { to: 'dat-dai', name: { vi: 'Đất đai' } },
      { to: 'quay-05/5', name: { vi: 'Quầy quay-05/5', en: 'Counter quay-05/5' } },
    ]
    expect(counterView(picture, { ...rules, destinations: named }, open).destinations).toEqual([
      { to: 'dat-dai', name: { vi: 'Đất đai', en: 'Đất đai' } },
    ])
    // A centre that named none: at least the other counters of the desk.
    expect(counterView(picture, rules, open).destinations).toMatchObject([{ to: '6', name: { vi: 'Quầy 6' } }])
  })
})

describe('what a page is told', () => {
  const counters = [counterView(picture, rules, open)]
  const view = {
    link: { unsent: 1 },
    counters,
    devices: [],
    offers: [],
    alarms: [],
    officers: [],
  } as unknown as DeskView

  test('is only what changed, each part whole', () => {
    expect(differences(view, view)).toEqual([])
    const later = { ...view, link: { ...view.link, unsent: 2 }, counters: [counterView(picture, rules, locked)] }
    expect(differences(view, later).map(({ kind }) => kind)).toEqual(['counter', 'link'])
  })
})

describe('a device on the page', () => {
  const health = { name: 'keypad-1', profile: 'generic.stx-keypad', role: 'call-keypad', counter: '5' } as const

  test('says where it should be and what to do when it is not there', () => {
    const address = { kind: 'tcp', host: '10.0.0.7', port: 4001 } as const
    const devices = [{ name: 'keypad-1', at: { kind: 'address', address } }] as never
    const lost = deviceView({ ...health, state: 'absent', reason: 'DB-TCP-001' }, false, { library, devices })
    expect(lost.problem?.sentence.vi).toContain('10.0.0.7:4001')
    expect(lost.problem?.next.vi).not.toBe('')
  })

  test('is called by what it is for, its maker and model; one that has no maker by what it is for', () => {
    const wordsOf = (profile: string, role: string) =>
      deviceView({ ...health, profile, role, state: 'ready' }, false, { library, devices: [] }).words
    expect(wordsOf('epson.dm-d110', 'display').vi).toMatch(/^Màn hình khách – Epson DM-D110/)
    expect(wordsOf('generic.stx-keypad', 'call-keypad').vi).toBe('Bàn phím gọi số (loại chung)')
    expect(wordsOf('generic.stx-keypad', 'call-keypad').en).toMatch(/^Call keypad – /)
  })

  test('can be tried only in what it can show', () => {
    const tests = (profile: string, role: string) =>
      deviceView({ ...health, profile, role, state: 'ready' }, false, { library, devices: [] }).tests
    expect(tests('generic.stx-keypad', 'call-keypad')).toEqual([])
    expect(tests('generic.rating-pad-5', 'rating-pad')).toEqual(['lamps'])
    expect(tests('generic.cd5220', 'display')).toEqual(['display'])
    expect(tests('no.such', 'display')).toEqual([])
  })
})

describe('a lock', () => {
  const seen = (state: 'online' | 'alone' | 'offline') =>
    ({ counters: () => [picture], rules: () => rules, centre: () => ({ state }) }) as never
  const told = (text: 'counter.notice.signed-in' | 'counter.notice.signed-in-unproven'): AgentChange => ({
    kind: 'notice',
    counter: '5',
    text,
    args: { officer: 'cb-an' },
  })

  test.each([
    ['confirmed', 'counter.notice.signed-in', 'online', false],
    ['not confirmed though the centre could have been asked', 'counter.notice.signed-in-unproven', 'online', true],
    ['not confirmed as the centre does not answer', 'counter.notice.signed-in-unproven', 'alone', false],
    ['not confirmed without the network', 'counter.notice.signed-in-unproven', 'offline', false],
  ] as const)('with its officer %s', (_, text, state, stays) => {
    const locks = keepLocks(temporaryFolder(), keptLog())
    locks.lock('5')
    locks.lock('6')
    unlockBySignIn(seen(state), locks, told(text))
    expect(locks.isLocked('5')).toBe(stays)
    expect(locks.isLocked('6')).toBe(true)
  })

  test('is there again after a restart of the agent, and gone after that when it was opened', () => {
    const folder = temporaryFolder()
    const first = keepLocks(folder, keptLog())
    first.lock('5')
    first.lock('6')
    const second = keepLocks(folder, keptLog())
    expect([second.isLocked('5'), second.isLocked('6'), second.isLocked('7')]).toEqual([true, true, false])
    second.unlock('5')
    const third = keepLocks(folder, keptLog())
    expect([third.isLocked('5'), third.isLocked('6')]).toEqual([false, true])
  })

  test('holds on a disk that takes nothing, which the log tells', () => {
    const log = keptLog()
    const folder = join(temporaryFolder(), 'a-file')
    writeFileSync(folder, '')
    const locks = keepLocks(folder, log)
    locks.lock('5')
    expect(locks.isLocked('5')).toBe(true)
    expect(log.lines.map(({ level }) => level)).toEqual(['warn'])
  })

  test.each(['', 'null', '[5]', '{"5":true}'])('of a file that says nothing of use (%j) is none', (written) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'locks.json'), written)
    expect(keepLocks(folder, keptLog()).isLocked('5')).toBe(false)
  })
})

test('the last twenty notices are kept, numbered, with how much they matter', () => {
  const notices = keepNotices(fakeClock())
  for (let count = 0; count < 25; count++) {
    notices.add({ kind: 'notice', counter: '5', text: 'counter.notice.queue-empty', args: {} })
  }
  notices.add({ kind: 'notice', counter: '5', text: 'counter.notice.refused', args: { reason: 'x' } })
  notices.add({ kind: 'notice', counter: '5', text: 'DB-JRN-002', args: {} })
  expect(notices.list()).toHaveLength(20)
  expect(
    notices
      .list()
      .map(({ number }) => number)
      .slice(-2),
  ).toEqual([26, 27])
  expect(
    notices
      .list()
      .slice(-3)
      .map(({ tone }) => tone),
  ).toEqual(['info', 'warning', 'error'])
})

test('a refused PIN is no news any more once its officer has signed in; what other counters were told stays', () => {
  const notices = keepNotices(fakeClock())
  const tell = (counter: string, text: TextKey, args = {}) => notices.add({ kind: 'notice', counter, text, args })
  tell('6', 'counter.notice.sign-in-refused', { reason: 'Sai mã PIN' })
  tell('5', 'counter.notice.sign-in-refused', { reason: 'Sai mã PIN' })
  tell('5', 'counter.notice.queue-empty')
  tell('5', 'counter.notice.signed-in', { officer: 'cb-an' })
  expect(notices.list().map(({ counter, words }) => `${counter} ${words.vi}`)).toEqual([
    expect.stringContaining('6 Chưa đăng nhập được: Sai mã PIN'),
    expect.stringContaining('5 Không còn số nào'),
    expect.stringContaining('5 Đã đăng nhập'),
  ])
})
