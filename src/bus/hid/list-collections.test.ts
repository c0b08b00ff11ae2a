import { describe, expect, test } from 'vitest'
import { attachedCollection } from './list-collections.ts'

const device = { vendorId: 0x0b39, productId: 1, release: 0x100, interface: 0, usagePage: 0xff00, usage: 1 }
const collection = (path: string) => attachedCollection(device, path)
const guid = '{4d1e55b2-f16f-11cf-88cb-001111000030}'

describe('a HID collection, as Windows lists it', () => {
  test('is told with what the device says', () => {
    const path = `\\\\?\\HID#VID_0B39&PID_0001&MI_00#7&1a2b3c4d&0&0000#${guid}`
    const said = { ...device, manufacturer: 'KPAD', product: '', serialNumber: 'K1' }
    expect(attachedCollection(said, path)).toEqual({
      wire: 'hid',
      path,
      place: '7&1a2b3c4d&0-mi_00',
      usb: { vid: 0x0b39, pid: 1, manufacturer: 'KPAD', serial: 'K1', release: 0x100, interface: 0 },
      hid: { usagePage: 0xff00, usage: 1 },
    })
  })

  test('is in one place with the others of its interface, and apart from those of another', () => {
    const at = (part: string, instance: string) =>
      collection(`\\\\?\\HID#VID_0B39&PID_0001&${part}#${instance}#${guid}`).place
    expect(at('MI_00&Col01', '7&1a2b3c4d&0&0000')).toBe(at('MI_00&Col02', '7&1A2B3C4D&0&0001'))
    expect(at('MI_00', '7&1a2b3c4d&0&0000')).not.toBe(at('MI_01', '7&1a2b3c4d&0&0000'))
    expect(at('MI_00', '7&1a2b3c4d&0&0000')).not.toBe(at('MI_00', '7&5e6f7a8b&0&0000'))
  })

  test('without an interface number is placed by its instance alone, and nowhere without one', () => {
    expect(collection(`\\\\?\\HID#VID_0B39&PID_0001#6&2c1ea4b&0&0000#${guid}`).place).toBe('6&2c1ea4b&0')
    expect(collection('\\\\?\\HID#something').place).toBeUndefined()
    expect(attachedCollection({ ...device, interface: -1 }, 'x').usb?.interface).toBeUndefined()
  })
})
