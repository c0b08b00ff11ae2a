import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { describe, expect, it, onTestFinished } from 'vitest'
import { controlClient } from '../../agent/control/client.ts'
import { type DeskState, deskTopics } from '../../src/contract/index.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/mosquitto.ts'
import { has, type Running, startDeskbridge, untilSaid } from '../support/processes.ts'
import { type SerialPair, serialPair } from '../support/serial.ts'
import { until } from '../support/wait.ts'

/** Keys of generic.stx-keypad as they come over the wire. */
const keys = { next: '023031310333', recall: '023031320330', pause: '02303138033a', open: '02303139033b' } as const
const press = (keypad: SerialPair, key: keyof typeof keys) => keypad.send(Buffer.from(keys[key], 'hex'))

interface Small {
  readonly url: string
  readonly keypad: SerialPair
  readonly desk: Running
  readonly agent: ReturnType<typeof controlClient>
}

/** `deskbridge centre serve` and `deskbridge run`, as the README's first keypad. */
async function startSmallSite(): Promise<Small> {
  const [port, keypad, folder] = [await freePort(), await serialPair(), temporaryFolder()]
  const url = `mqtt://127.0.0.1:${port}`
  await untilSaid(
    startDeskbridge('centre', 'serve', '--port', String(port), '--data', join(folder, 'centre')),
    'Reference centre',
  )
  const lines = [
    'centre: vinh-long',
    'desk: quay-05',
    'data: data',
    `broker: { url: "${url}" }`,
    'counters: [{ id: 5 }]',
    `devices: [{ name: keypad-1, profile: generic.stx-keypad, port: "${keypad.port}", counter: 5 }]`,
  ]
  writeFileSync(join(folder, 'deskbridge.yaml'), `${lines.join('\n')}\n`)
  const desk = startDeskbridge('run', '--config', join(folder, 'deskbridge.yaml'))
  await untilSaid(desk, 'is running')
  const agent = controlClient(join(folder, 'data'))
  await until('everything is up', async () => {
    const { online, devices } = await agent.status()
    return online && devices.every((device) => device.state === 'ready')
  })
  return { url, keypad, desk, agent }
}

describe.runIf(has('socat'))('a small site: the reference centre with its own broker', () => {
  it('answers a call over MQTT 3.1.1 and gives receipts', async () => {
    const { keypad, agent } = await startSmallSite()
    expect((await agent.status()).protocol).toBe('MQTT 3.1.1')
    press(keypad, 'next')
    await until('the number is there', async () => (await agent.status()).counters[0]?.sign.state === 'serving')
    expect((await agent.status()).counters).toEqual([{ id: '5', sign: { state: 'serving', ticket: 'A001' } }])
    await until('the centre has all', async () => (await agent.status()).journal.backlog === 0)
  })

  it('learns from the broker that a desk has vanished', async () => {
    const { url, desk } = await startSmallSite()
    const watcher = await connectAsync(url)
    onTestFinished(() => watcher.endAsync())
    const states: DeskState[] = []
    watcher.on('message', (_, payload) => states.push(JSON.parse(payload.toString()) as DeskState))
    await watcher.subscribeAsync(deskTopics('vinh-long', 'quay-05').state, { qos: 1 })
    await until('the retained state', () => states.at(-1)?.online === true)
    desk.kill('SIGKILL')
    await until('the last will', () => states.at(-1)?.online === false)
  })

  it('survives 10 MB of noise on the wire with its memory flat, and takes the next good frame', async () => {
    const { keypad, agent } = await startSmallSite()
    const { pid } = await agent.status()
    const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
    press(keypad, 'pause')
    await until('a first press', async () => (await agent.status()).counters[0]?.sign.state === 'paused')
    const before = resident()
    // Every byte but the start byte 02: noise that is a frame by chance would be a press, and rightly so.
    const noise = Buffer.alloc(1024 * 1024, Buffer.from(Array.from({ length: 251 }, (_, index) => 3 + index)))
    for (let n = 0; n < 10; n++) keypad.send(noise)
    await until('the noise has passed', async () => bytesIn(await agent.diagnostics()) >= 10 * 1024 * 1024, 60_000)
    press(keypad, 'open')
    await until('the next press', async () => (await agent.status()).counters[0]?.sign.state !== 'paused')
    expect(resident() - before).toBeLessThan(60)
  }, 90_000)
})

function bytesIn(diagnostics: readonly unknown[]): number {
  return (diagnostics[0] as { wire?: { bytesIn: number } }).wire?.bytesIn ?? 0
}
