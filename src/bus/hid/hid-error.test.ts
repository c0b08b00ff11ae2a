import { describe, expect, test } from 'vitest'
import { openError } from './hid-error.ts'

describe('why a HID device does not open, by what hidapi says', () => {
  test.each([
    ['DB-HID-001', "Failed to open a device with path '/dev/hidraw9': No such file or directory"],
    ['DB-HID-001', 'open_device: (0x00000002) The system cannot find the file specified.'],
    ['DB-HID-001', 'open_device: (0x0000048F) The device is not connected.'],
    ['DB-HID-002', "Failed to open a device with path '/dev/hidraw0': Permission denied"],
    ['DB-HID-002', 'open_device: (0x00000005) Access is denied.'],
    [
      'DB-HID-004',
      'open_device: (0x00000020) The process cannot access the file because it is being used by another process.',
    ],
    ['DB-HID-005', "ioctl(GRDESCSIZE) error for '/dev/null', not a HIDRAW device?: Inappropriate ioctl for device"],
    ['DB-HID-013', 'libusb-1.0.so.0: cannot open shared object file: No such file or directory'],
  ])('%s: %s', (code, sentence) => {
    expect(openError(new Error(sentence), '/dev/hidraw0')).toMatchObject({
      code,
      args: { port: '/dev/hidraw0', reason: sentence },
    })
  })

  test('that it says without an error around', () => {
    expect(openError('Permission denied', '/dev/hidraw0').code).toBe('DB-HID-002')
  })
})
