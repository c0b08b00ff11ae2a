import { describe, expect, test } from 'vitest'
import { attachedPort } from './list-ports.ts'

const nothing = {
  manufacturer: undefined,
  serialNumber: undefined,
  pnpId: undefined,
  locationId: undefined,
  productId: undefined,
  vendorId: undefined,
}

describe('a serial port, as Windows lists it', () => {
  test('is told with what its device says, and where it is', () => {
    const port = {
      path: 'COM7',
      manufacturer: 'FTDI',
      serialNumber: 'A50285BI',
      pnpId: 'FTDIBUS\\VID_0403+PID_6001+A50285BIA\\0000',
      locationId: 'Port_#0002.Hub_#0003',
      vendorId: '0403',
      productId: '6001',
    }
    expect(attachedPort(port)).toEqual({
      wire: 'serial',
      path: 'COM7',
      place: 'Port_#0002.Hub_#0003',
      usb: { vid: 0x403, pid: 0x6001, manufacturer: 'FTDI', serial: 'A50285BI' },
    })
  })

  test('of a device with several is told apart by the interface, and has no serial number that Windows made up', () => {
    const pnpId = 'USB\\VID_2341&PID_0043&MI_02\\6&1A2B3C&0&0002'
    const port = {
      ...nothing,
      path: 'COM8',
      pnpId,
      locationId: 'Port_#0001.Hub_#0001',
      serialNumber: '6&1A2B3C&0&0002',
    }
    expect(attachedPort({ ...port, vendorId: '2341', productId: '0043' })).toEqual({
      wire: 'serial',
      path: 'COM8',
      place: 'Port_#0001.Hub_#0001-2',
      usb: { vid: 0x2341, pid: 0x43, interface: 2 },
    })
  })

  test('of the board has only its name', () => {
    expect(attachedPort({ ...nothing, path: 'COM1' })).toEqual({ wire: 'serial', path: 'COM1' })
  })
})
