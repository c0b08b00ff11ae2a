import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forever, type PtyDevice, ptyDevice, read, settings, silentLog, systemClock, until } from './bus.fixture.ts'
import { type Bus, createBus } from './index.ts'

let bus: Bus
let device: PtyDevice

beforeEach(async () => {
  bus = createBus({ clock: systemClock, log: silentLog })
  device = await ptyDevice()
})

afterEach(async () => {
  await bus.stop()
  device.unplug()
})

describe('a serial port', () => {
  test('carries bytes both ways, with the time at which they came', async () => {
    const wire = await bus.open(device.address(), forever())
    const all = Uint8Array.from({ length: 256 }, (_, i) => i)
    const before = systemClock.mono()
    await device.send(all)
    for await (const { bytes, at } of wire.readable) {
      expect(Buffer.from(bytes).equals(Buffer.from(all))).toBe(true)
      expect(at).toBeGreaterThan(before)
      expect(at).toBeLessThanOrEqual(systemClock.mono())
      break
    }
    await wire.write(Buffer.from('MỜI A012\r\n'))
    await device.received(Buffer.from('MỜI A012\r\n').toString('latin1'))
    expect(wire.stats()).toEqual({ bytesIn: 256, bytesOut: 12, droppedBytes: 0, droppedLines: 0 })
  })

  test.each([
    { parity: 'even' },
    { parity: 'odd' },
    { data: 7, parity: 'even' },
    { stop: 2 },
    { flow: 'xonxoff' },
    { flow: 'rtscts' },
    { baud: 12_345 },
    { dtr: true, rts: false },
    { openDelay: 20 },
  ] as const)('opens with %o', async (setting) => {
    const wire = await bus.open(device.address(setting), forever())
    await device.send('x')
    expect(String(await read(wire.readable, 1))).toBe('x')
  })

  test('is free again once it is closed', async () => {
    const wire = await bus.open(device.address(), forever())
    await wire.close()
    expect(await wire.lost).toEqual({ code: 'DB-BUS-001', args: {} })
    await expect(wire.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'DB-BUS-001' })
    await bus.open(device.address(), forever())
  })

  test('that is open is refused to a second user', async () => {
    await bus.open(device.address(), forever())
    await expect(bus.open(device.address(), forever())).rejects.toMatchObject({
      code: 'DB-SER-003',
      args: { port: device.path },
    })
  })

  test('that does not exist is named', async () => {
    const address = { kind: 'serial', path: '/dev/ttyNONE7', settings } as const
    await expect(bus.open(address, forever())).rejects.toMatchObject({
      code: 'DB-SER-001',
      args: { port: '/dev/ttyNONE7' },
    })
  })

  test('that is no serial port does not open', async () => {
    const address = { kind: 'serial', path: '/dev/null', settings } as const
    await expect(bus.open(address, forever())).rejects.toMatchObject({ code: 'DB-SER-005' })
  })

  test('is not opened for a caller that has given up', async () => {
    const signal = AbortSignal.abort()
    await expect(bus.open(device.address(), signal)).rejects.toMatchObject({ code: 'DB-BUS-002' })
    await until(() => bus.children().length === 1)
    const open = () => bus.open(device.address(), forever()).then(() => 'open', String)
    await expect.poll(open, { timeout: 25_000 }).toBe('open')
  })

  test('that is unplugged is lost, and its name is not there any more', async () => {
    const wire = await bus.open(device.address(), forever())
    device.unplug()
    expect(await wire.lost).toMatchObject({ code: 'DB-SER-006', args: { port: device.path } })
    expect(await read(wire.readable, 1)).toHaveLength(0)
    await expect(bus.open(device.address(), forever())).rejects.toMatchObject({ code: 'DB-SER-001' })
  })

  test('that is unplugged right behind its bytes is lost too', async () => {
    // Whether the hang-up meets a read under way is chance; of six ports some do.
    const others = await Promise.all([1, 2, 3, 4, 5, 6].map(() => ptyDevice()))
    const lost = others.map(async (other) => {
      const wire = await bus.open(other.address(), forever())
      await other.send(Buffer.alloc(3_000, 'A'))
      await read(wire.readable, 1)
      other.socat.stdin?.write(Buffer.alloc(3_000, 'A'), () => other.unplug())
      return (await wire.lost).code
    })
    expect(new Set(await Promise.all(lost))).toEqual(new Set(['DB-SER-006']))
  })

  test('whose device takes nothing is lost after the write time-out, and others go on', async () => {
    const other = await ptyDevice()
    const [wire, second] = await Promise.all([
      bus.open(device.address({ baud: 115_200 }), forever()),
      bus.open(other.address(), forever()),
    ])
    device.socat.kill('SIGSTOP')
    const outcomes = [0, 1, 2].map(() =>
      wire.write(Buffer.alloc(60_000)).then(
        () => 'written',
        (error) => error.code,
      ),
    )
    await second.write(Buffer.from('still here'))
    await other.received('still here')
    expect(await wire.lost).toMatchObject({ code: 'DB-SER-007' })
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['DB-SER-008', 'DB-SER-007']))
    other.unplug()
  })

  test('does not queue more than its limit', async () => {
    const wire = await bus.open(device.address(), forever())
    await expect(wire.write(Buffer.alloc(70_000))).rejects.toMatchObject({ code: 'DB-SER-008' })
    await wire.write(Buffer.from('fits'))
    await device.received('fits')
  })
})

describe('a serial port in line mode', () => {
  test('delivers whole lines with their end, every byte as it was', async () => {
    const wire = await bus.open(device.address({ lines: { max: 300 } }), forever())
    const binary = Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => (i === 10 ? 0 : i)))
    await device.send('first\r')
    await device.send('\nsec')
    await device.send(Buffer.concat([Buffer.from('ond\n'), binary, Buffer.from('\n')]))
    const lines: string[] = []
    for await (const { bytes } of wire.readable) {
      lines.push(Buffer.from(bytes).toString('latin1'))
      if (lines.length === 3) break
    }
    expect(lines).toEqual(['first\r\n', 'second\n', `${binary.toString('latin1')}\n`])
  })

  test('drops a line that is too long as a whole, counts it, and reads on', async () => {
    const wire = await bus.open(device.address({ lines: { max: 10 } }), forever())
    await device.send(`${'x'.repeat(5_000)}\nA012\n`)
    expect(String(await read(wire.readable, 5))).toBe('A012\n')
    await until(() => wire.stats().droppedLines === 1)
  })
})

describe('settings that a port cannot take are refused before it is touched', () => {
  test.each([
    ['baud', { baud: 0 }],
    ['baud', { baud: Number.NaN }],
    ['data', { data: 9 }],
    ['parity', { parity: 'mark' }],
    ['parity', { parity: 'space' }],
    ['parity', { parity: 'sometimes' }],
    ['stop', { stop: 1.5 }],
    ['stop', { stop: 3 }],
    ['flow', { flow: 'hope' }],
    ['openDelay', { openDelay: -1 }],
    ['lines.max', { lines: { max: 0 } }],
  ])('%s: %o', async (setting, wrong) => {
    const address = device.address(wrong as never)
    await expect(bus.open(address, forever())).rejects.toMatchObject({ code: 'DB-SER-004', args: { setting } })
    expect(bus.children()).toEqual([])
  })
})
