import { expect, it } from 'vitest'
import { ptyDevice } from '../../src/bus/bus.fixture.ts'
import { has, start } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'

/** Whoever waits for bytes when they come gets them; this one waits now and then, and we do in between. */
const takeSome = `
import os, sys, time
port = os.open(sys.argv[1], os.O_RDONLY | os.O_NOCTTY)
while os.read(port, 3):
    time.sleep(0.01)`
const call = Buffer.from('023031310333', 'hex')

it.runIf(has('socat') && has('python3'))(
  'T24 a program that opens the port after us and takes half of the bytes is named, and presses count again without it',
  async () => {
    const device = await ptyDevice()
    const desk = await ShippedDesk.start('mqtt://127.0.0.1:1', {
      devices: [{ name: 'pad-1', profile: 'generic.stx-keypad', port: device.path, counter: 5 }],
    })
    await desk.untilDevice('pad-1', 'ready')
    await device.send(call)
    await untilPresses(desk, 1)
    expect(await desk.diagnostics('pad-1')).toMatchObject({ hint: 'none', sharers: [], health: { state: 'ready' } })

    // The lock of the port keeps out only those who ask for it.
    const thief = start('python3', ['-c', takeSome, device.path], { stdio: 'ignore' })
    await until(
      'the thief is named',
      async () => {
        await device.send(call)
        return (await desk.diagnostics('pad-1')).hint === 'foreign-reader'
      },
      60_000,
    )
    const { sharers, health, losses } = await desk.diagnostics('pad-1')
    expect(sharers).toContain('python3')
    expect(health).toMatchObject({ state: 'ready', reason: 'DB-SER-013' })
    expect(losses).toBe(0)
    expect(await desk.command('devices')).toMatch(/^pad-1 .*DB-SER-013 {2}Close or remove that program/m)

    thief.kill()
    await thief.ended
    // What the last pieces began is over after a pause; then each press counts again.
    const before = (await desk.pressed()).length
    await until('a press counts', async () => {
      await device.send(call)
      return (await desk.pressed()).length > before
    })
    device.unplug()
  },
)

async function untilPresses(desk: ShippedDesk, count: number): Promise<void> {
  await until(`${count} presses are on disk`, async () => (await desk.pressed()).length >= count)
}
