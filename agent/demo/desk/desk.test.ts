import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type FakeClock, fakeClock, seededRandom } from '../../../test/support/faces.ts'
import { until } from '../../../test/support/wait.ts'
import { startCallPanel, startCustomerDisplay, startRatingPad } from './index.ts'

// The agent's end is a bare socket: what is checked here are the bytes.

interface Device {
  readonly address: string
  isConnected(): boolean
  stop(): Promise<void>
}

async function plugInto(device: Device) {
  const [host = '', port = ''] = device.address.split(':')
  const socket: Socket = connect(Number(port), host)
  let heard = ''
  socket.setEncoding('latin1').on('data', (text: string) => {
    heard += text
  })
  await once(socket, 'connect')
  await until('the device notices', () => device.isConnected())
  onTestFinished(async () => {
    socket.destroy()
    await device.stop()
  })
  return {
    socket,
    say: (bytes: string | Uint8Array) => void socket.write(bytes as string, 'latin1'),
    hears: (text: string) => until(JSON.stringify(text), () => heard === text),
    hex: (hex: string) => until(hex, () => Buffer.from(heard, 'latin1').toString('hex') === hex.replaceAll(' ', '')),
    forget: () => {
      heard = ''
    },
  }
}

function panel(clock: FakeClock = fakeClock()) {
  return startCallPanel({ clock, random: { ...seededRandom(1), bytes: () => Uint8Array.of(0x00, 0xa1) }, changed() {} })
}

test('the panel repeats a press every 300 ms until it is acknowledged, and only then sends the next', async () => {
  const clock = fakeClock()
  const device = await panel(clock)
  const agent = await plugInto(device)
  device.press('next')
  device.press('recall')
  await agent.hears('K 00A1 1 next*2D\r\n')
  clock.advance(300)
  await agent.hears('K 00A1 1 next*2D\r\nK 00A1 1 next*2D\r\n')
  agent.forget()
  agent.say('A 00A1 1*00\r\n')
  await agent.hears('K 00A1 2 recall*3C\r\n')
  expect(device.presses().map(({ acknowledged }) => acknowledged)).toEqual([true, false])
})

test.each([
  ['is damaged', 'A 00A1 1*01\r\n'],
  ['is for another life of the panel', 'A 00A2 1*03\r\n'],
  ['is for another press', 'A 00A1 2*03\r\n'],
])('an acknowledgement that %s changes nothing', async (_, line) => {
  const device = await panel()
  const agent = await plugInto(device)
  device.press('next')
  agent.say(line)
  agent.socket.end()
  // It reads everything before it notices that the agent has left.
  await until('the panel has read it', () => !device.isConnected())
  expect(device.presses()[0]?.acknowledged).toBe(false)
})

test('the panel keeps what was pressed while no agent was there', async () => {
  const clock = fakeClock()
  const device = await panel(clock)
  device.press('open')
  const agent = await plugInto(device)
  clock.advance(300)
  await agent.hears('K 00A1 1 open*3E\r\n')
})

test('the pad says a press once, and to nobody if nobody is there', async () => {
  const device = await startRatingPad({ changed() {} })
  device.press(1)
  expect(device.lost()).toBe(1)
  const agent = await plugInto(device)
  device.press(5)
  await agent.hex('a2 01 05 00 06 2a')
  expect(device.presses()).toEqual([1, 5])
})

test('the pad lights the lamps it is told to, and takes one alone for thanks; a wrong sum does nothing', async () => {
  const device = await startRatingPad({ changed() {} })
  const agent = await plugInto(device)
  agent.say(Uint8Array.of(0xff, 0xa2, 0x02, 0x1f, 0x00, 0x21, 0x2a))
  await until('all lamps', () => device.lamps().every((lit) => lit))
  agent.say(Uint8Array.of(0xa2, 0x02, 0x08, 0x00, 0x0b, 0x2a, 0xa2, 0x02, 0x04, 0x00, 0x06, 0x2a))
  await until('one lamp', () => device.lamps().join() === 'false,false,true,false,false')
  expect(device.thanks()).toEqual([3])
})

test('the display shows two lines of 20 and goes dark', async () => {
  const device = await startCustomerDisplay({ changed() {} })
  const agent = await plugInto(device)
  agent.say('\x1b@\x0c\x1bQAMoi so A-012        \r\x1bQBDen quay 5')
  await until('the top line', () => device.lines()[0] === 'Moi so A-012        ')
  expect(device.lines()[1]).toBe(' '.repeat(20))
  agent.say('          \r')
  await until('the bottom line', () => device.lines()[1] === 'Den quay 5          ')
  agent.say('\x1bl\x14\x02!')
  await until('the last cell', () => device.lines()[1] === 'Den quay 5         !')
  agent.say('\x0c')
  await until('the dark', () => device.lines().join('').trim() === '')
})
