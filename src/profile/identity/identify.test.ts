import { describe, expect, it } from 'vitest'
import { identify } from '../index.ts'

const order: Parameters<typeof identify>[0] = ['usb.serial', { field: 'unitId', factory: [0] }, 'port']
const codes = (identity: ReturnType<typeof identify>) => identity.warnings.map(({ code }) => code)

describe('telling a device from its twins', () => {
  it.each([
    ['its own serial number', { serial: 'FT4XK2', fields: { unitId: 3 }, port: '1-2' }, 'usb.serial', 'FT4XK2', []],
    ['its unit id', { fields: { unitId: 3 }, port: '1-2' }, 'field', '3', []],
    [
      'its port, as the unit id is the factory one',
      { fields: { unitId: 0 }, port: '1-2' },
      'port',
      '1-2',
      ['DB-PRO-069'],
    ],
    ['its port, as every unit says A0001', { serial: 'A0001', fields: {}, port: '1-2' }, 'port', '1-2', ['DB-PRO-068']],
    ['its port, as zeros are no number', { serial: '000000', fields: {}, port: '1-2' }, 'port', '1-2', ['DB-PRO-068']],
    ['its port, as an empty serial is none', { serial: ' ', fields: {}, port: '1-2' }, 'port', '1-2', []],
    ['nothing', { serial: 'A0001', fields: { unitId: 0 } }, 'none', '', ['DB-PRO-068', 'DB-PRO-069']],
  ] as const)('goes by %s', (_name, evidence, source, value, warned) => {
    const identity = identify(order, evidence)
    expect({ source: identity.source, value: identity.value }).toEqual({ source, value })
    expect(codes(identity)).toEqual(warned)
  })
})
