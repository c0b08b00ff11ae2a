import { expect, test } from 'vitest'
import { isKeptByWindows } from './typing.ts'

const path = '\\\\?\\HID#VID_0C2E&PID_0200&MI_00#7&1a2b3c4d&0&0000#{4d1e55b2-f16f-11cf-88cb-001111000030}'

test.each([
  [true, `${path}\\KBD`, {}],
  [true, `${path}\\kbd`, { usagePage: 0x8c, usage: 2 }],
  [true, path, { usagePage: 1, usage: 2 }],
  [true, path, { usagePage: 1, usage: 6 }],
  [false, path, {}],
  [false, path, { usagePage: 1, usage: 5 }],
  [false, path, { usagePage: 0x8c, usage: 2 }],
])('Windows keeps for itself (%s): %s %o', (kept, name, collection) => {
  expect(isKeptByWindows(name, collection)).toBe(kept)
})
