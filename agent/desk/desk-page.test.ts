import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultSettings, initialState, inReach, pictureOf } from '../../src/counter/index.ts'
import type { DeskView } from '../../src/desk/index.ts'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import type { AgentChange } from '../changes.ts'
import { libraryFolder } from '../folders.ts'
import { loadLibrary } from '../profile-library.ts'
import { counterView } from './counter-view.ts'
import { deviceView } from './devices-view.ts'
import { differences } from './differences.ts'
import { keepLocks } from './locks.ts'
import { keepNotices } from './notices.ts'
import { unlockBySignIn } from './unlocking.ts'

const rules = {
  rating: null,
  pauseReasons: ['Họp'],
  officers: [{ officer: 'cb-an', name: 'Nguyễn Thị An', salt: '00' }],
}
const picture = pictureOf({ ...initialState('5'), officer: { name: 'cb-an', proven: true } }, inReach(defaultSettings))
const library = loadLibrary(libraryFolder)

describe('the view of a counter', () => {
  test('calls its officer by name, and says in both languages why a key would do nothing', () => {
    const view = counterView(picture, rules, true)
    expect(view.officer).toEqual({ officer: 'cb-an', name: 'Nguyễn Thị An', isProven: true })
    expect(view.isLocked).toBe(true)
    expect(view.possible.next).toBeNull()
    expect(view.possible.finish?.vi).toContain('Gọi số')
    expect(view.possible.finish?.en).toContain('Next')
  })
})

describe('what a page is told', () => {
  const counters = [counterView(picture, rules, false)]
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
    const later = { ...view, link: { ...view.link, unsent: 2 }, counters: [counterView(picture, rules, true)] }
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
