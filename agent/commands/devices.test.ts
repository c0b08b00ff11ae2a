import { describe, expect, it } from 'vitest'
import { createBus } from '../../src/bus/index.ts'
import { systemClock } from '../../test/support/faces.ts'
import { silentLog } from '../log.ts'
import { attachedLine, devicesCommand } from './devices.ts'

async function run(...args: string[]): Promise<readonly string[]> {
  const lines: string[] = []
  const out = (line: string) => void lines.push(line)
  const io = {
    out,
    err: out,
    keptUp: async () => undefined,
    language: () => 'en' as const,
    libraryFolder: '',
    fail: () => {},
  }
  await devicesCommand(io).parseAsync(args, { from: 'user' })
  return lines
}

describe('deskbridge devices --ports', () => {
  it('shows all that is plugged in, and needs neither a desk nor a configuration', async () => {
    const bus = createBus({ clock: systemClock, log: silentLog })
    const attached = await bus.attached()
    await bus.stop()
    expect((await run('--ports', '--json')).map((line) => JSON.parse(line))).toEqual([attached])
    const shown = attached.length > 0 ? attached.map(attachedLine) : ['This PC has no serial port and no HID device']
    expect(await run('--ports')).toEqual(shown)
  })

  it('names the path, the ids, the collection, the place and what the device calls itself', () => {
    const line = attachedLine({
      wire: 'hid',
      path: '/dev/hidraw2',
      place: 'pci-0000:00:14.0-usb-0:2:1.0',
      usb: { vid: 0x1209, pid: 1, manufacturer: 'KPAD', product: 'Queue 6', serial: 'K1' },
      hid: { usagePage: 0xff00, usage: 1 },
    })
    expect(line.split(/ {2,}/)).toEqual([
      '/dev/hidraw2',
      '1209:0001',
      'ff00:0001',
      'pci-0000:00:14.0-usb-0:2:1.0',
      'KPAD Queue 6 K1',
    ])
    expect(attachedLine({ wire: 'serial', path: 'COM1' })).toBe('COM1')
  })
})
