import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { has } from '../test/support/processes.ts'
import { serialPair } from '../test/support/serial.ts'
import { until } from '../test/support/wait.ts'
import { startTestAgent, writeDesk } from './agent.fixture.ts'

/** A desk whose keypad was taken into use before its site switched families off. */
async function deskWith(modules: string) {
  const { port } = await serialPair()
  const file = writeDesk('{ url: "mqtt://127.0.0.1:1" }', 'counters: [{ id: 5 }]', `modules: ${modules}`)
  const data = join(dirname(file), 'data')
  const keypad = { name: 'keypad-1', profile: 'generic.stx-keypad', counter: '5', role: 'call-keypad', keys: {}, port }
  mkdirSync(data)
  writeFileSync(join(data, 'devices.json'), JSON.stringify({ marks: {}, adopted: [keypad] }))
  const { agent } = await startTestAgent(file)
  return () => agent.devices().find(({ name }) => name === 'keypad-1')
}

it.runIf(has('socat'))(
  'a family that the site has switched off is used for no device, and the device says why',
  async () => {
    const off = await deskWith('[network, hid]')
    await until('the device was refused', () => off()?.reason !== undefined)
    expect(off()).toMatchObject({ reason: 'DB-BUS-004' })

    const on = await deskWith('[serial]')
    await until('the device is used', () => on()?.state === 'ready')
  },
)
