import { expect, it } from 'vitest'
import { deviceView } from '../desk/devices-view.ts'
import { libraryFolder } from '../folders.ts'
import { loadLibrary } from '../profile-library.ts'
import { modeSwitchOf } from './mode-switch.ts'

const library = loadLibrary(libraryFolder)

it('is the code of a profile that has one', () => {
  expect(modeSwitchOf('honeywell.keyboard-scanner', library)).toEqual({ to: 'hid-pos', code: 'TERMID131.' })
  expect(modeSwitchOf('generic.keyboard-scanner', library)).toBeUndefined()
  expect(modeSwitchOf('generic.qr-serial', library)).toBeUndefined()
  expect(modeSwitchOf('no.such', library)).toBeUndefined()
})

it('is on the page of a desk that cannot keep the device for itself', () => {
  const health = {
    name: 'scanner-1',
    profile: 'honeywell.keyboard-scanner',
    role: 'scanner',
    counter: '5',
    state: 'absent',
    reason: 'DB-KBD-011',
  } as const
  const { problem } = deviceView(health, false, { library, devices: [] })
  expect(problem?.next.vi).toContain('"hid-pos" bằng mã TERMID131.')
})
