import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { describe, expect, it, onTestFinished } from 'vitest'
import { deskTopics, type Fact, formatTime, type Request } from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { openTestCentre } from '../support/centres.ts'
import { systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { centre as centreAccount, desk as deskAccount, startMosquitto } from '../support/mosquitto.ts'
import { has, runDeskbridge, startDeskbridge, untilSaid } from '../support/processes.ts'
import { type SerialPair, serialPair } from '../support/serial.ts'
import { until } from '../support/wait.ts'

const real = has('mosquitto') && has('socat')
const topics = deskTopics('vinh-long', 'quay-05')

/** `K <boot> <n> <key>*<xor>` as the panel's firmware sends it. */
const panelLine = (text: string) => {
  let xor = 0
  for (const byte of Buffer.from(text)) xor ^= byte
  return `${text}*${xor.toString(16).toUpperCase().padStart(2, '0')}\r\n`
}
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

interface Desk {
  readonly keypad: SerialPair
  readonly pad: SerialPair
  readonly display: SerialPair
  readonly configFile: string
}

async function wireDesk(url: string, password: string = deskAccount.password): Promise<Desk> {
  const [keypad, pad, display] = await Promise.all([serialPair(), serialPair(), serialPair()])
  const configFile = join(temporaryFolder(), 'deskbridge.yaml')
  const device = (name: string, profile: string, port: string) =>
    `  - { name: ${name}, profile: ${profile}, port: "${port}", counter: 5 }`
  const lines = [
    'centre: vinh-long',
    'desk: quay-05',
    'data: data',
    `broker: { url: "${url}", username: "${deskAccount.name}", password: "${password}" }`,
    'counters: [{ id: 5 }]',
    'devices:',
    device('keypad-1', 'deskbridge.ascii-panel', keypad.port),
    device('rating-1', 'generic.rating-pad-5', pad.port),
    device('display-1', 'generic.cd5220', display.port),
  ]
  writeFileSync(configFile, `${lines.join('\n')}\n`)
  return { keypad, pad, display, configFile }
}

describe.runIf(real)('a desk with real serial ports and a real Mosquitto', () => {
  it('brings presses to the centre once and in order, and the answers back as bytes on the wire', async () => {
    const broker = await startMosquitto()
    const centre = await openTestCentre(broker.url, centreAccount)
    const { keypad, pad, display, configFile } = await wireDesk(broker.url)
    const running = startDeskbridge('run', '--config', configFile)
    await untilSaid(running, 'is running')

    // "next": the panel hears its acknowledgement, the centre answers with a number, the display shows it.
    await until('the ports are open', async () => (await runDeskbridge('devices', '--config', configFile)).code === 0)
    keypad.send(panelLine('K 3F2A 1 next'))
    await until('the panel is answered', () => keypad.received().includes('A 3F2A 1*'))
    const upperLine = `1b5141${Buffer.from('Moi so A001'.padEnd(20)).toString('hex')}0d`
    await until('the display shows the number', () => hex(display.received()).includes(upperLine))

    // A service, its end, and the rating of it.
    keypad.send(panelLine('K 3F2A 2 begin'))
    keypad.send(panelLine('K 3F2A 3 finish'))
    await until('the pad is armed', () => hex(pad.received()).includes('a2021f00212a'))
    pad.send(Buffer.from('a2010500062a', 'hex'))
    await until('the pad thanks', () => hex(pad.received()).includes('a2021000122a'))

    await until('the centre has the touch', () =>
      centre.facts.some((fact) => fact.type === 'deskbridge.rating.touched'),
    )
    expect(centre.facts.map((fact) => Number(fact.sequence))).toEqual(centre.facts.map((_, index) => index + 1))
    const types = centre.facts.map((fact) => fact.type.replace('deskbridge.', ''))
    expect(types.filter((type) => /^(call|service|rating)/.test(type))).toEqual([
      'call.requested',
      'call.requested',
      'service.begin',
      'call.requested',
      'service.end',
      'rating.touched',
    ])
    const end = centre.facts.find((fact) => fact.type === 'deskbridge.service.end')
    expect(end).toMatchObject({
      subject: 'counter/5',
      source: '/vinh-long/quay-05/keypad-1',
      data: { ticket: 'A001', outcome: 'finished' },
    })
    expect(centre.facts.at(-1)).toMatchObject({
      data: { level: 5, of: 5, service: (end as Fact).data.service, via: 'keypad' },
    })
  })

  it('carries out counter.show, rating.open and display.text from any MQTT client, and reports each', async () => {
    const broker = await startMosquitto()
    const { pad, display, configFile } = await wireDesk(broker.url)
    const client = await connectAsync(broker.url, {
      username: centreAccount.name,
      password: centreAccount.password,
      protocolVersion: 5,
    })
    onTestFinished(() => client.endAsync())
    const results: unknown[] = []
    client.on('message', (topic, payload) => topic === topics.results && results.push(JSON.parse(payload.toString())))
    await client.subscribeAsync(topics.results, { qos: 1 })
    await untilSaid(startDeskbridge('run', '--config', configFile), 'is running')
    await until('the ports are open', async () => (await runDeskbridge('devices', '--config', configFile)).code === 0)

    const send = (n: number, name: string, args: object) => {
      const id = `019ab3f0-0000-7000-8000-00000000000${n}`
      return client.publishAsync(
        topics.commands,
        JSON.stringify({ id, name, counter: '5', args, madeAt: '2026-11-22T08:00:00.000+07:00' }),
        { qos: 1 },
      )
    }
    await send(1, 'counter.show', { ticket: 'B042' })
    await until('the number', () => display.received().includes('Moi so B042'))
    await send(2, 'display.text', { lines: ['Nghỉ trưa', 'Mời quay lại 13h'] })
    await until(
      'the words',
      () => display.received().includes('Nghi trua') && display.received().includes('Moi quay lai 13h'),
    )
    await send(3, 'rating.open', {})
    await until('all results', () => results.length === 3)
    expect(results).toMatchObject([{ state: 'done' }, { state: 'done' }, { state: 'done' }])
    await until('the lamps of the pad', () => hex(pad.received()).includes('a2021f00212a'))
  })

  it('keeps facts while the broker is down, and delivers them in order when it is back', async () => {
    const broker = await startMosquitto()
    const centre = await openTestCentre(broker.url, centreAccount)
    const { keypad, configFile } = await wireDesk(broker.url)
    await untilSaid(startDeskbridge('run', '--config', configFile), 'is running')
    await until('the ports are open', async () => (await runDeskbridge('devices', '--config', configFile)).code === 0)
    await broker.stop('SIGKILL')
    const keys = ['next', 'recall', 'skip', 'hold', 'pause', 'open', 'close', 'open', 'next', 'finish']
    for (const [index, key] of keys.entries()) {
      keypad.send(panelLine(`K 0001 ${index + 1} ${key}`))
      await until('it is on disk', () => keypad.received().includes(`A 0001 ${index + 1}*`))
    }
    await broker.start()
    await until('the centre has them', () => centre.presses().length === keys.length)
    expect(centre.presses()).toEqual(keys)
    // What was asked for during the outage was wanted then; nobody is called now because of it.
    expect(centre.requests).toEqual([])
  })

  it('loses nothing accepted to a kill -9 of the program, and recognises the repeat of a press', async () => {
    const broker = await startMosquitto()
    const centre = await openTestCentre(broker.url, centreAccount)
    const { keypad, configFile } = await wireDesk(broker.url)
    const first = startDeskbridge('run', '--config', configFile)
    await untilSaid(first, 'is running')
    await until('the ports are open', async () => (await runDeskbridge('devices', '--config', configFile)).code === 0)
    keypad.send(panelLine('K 0002 1 next'))
    await until('it is on disk', () => keypad.received().includes('A 0002 1*'))
    first.kill('SIGKILL')
    await first.ended
    const second = startDeskbridge('run', '--config', configFile)
    await untilSaid(second, 'is running')
    const before = keypad.received().length
    await until('the repeat is answered', () => {
      keypad.send(panelLine('K 0002 1 next'))
      return keypad.received().subarray(before).includes('A 0002 1*')
    })
    await until('the centre has it', () => centre.presses().length > 0)
    expect(centre.presses()).toEqual(['next'])
  })

  it('is refused with a wrong password in plain words, keeps everything, and delivers once it is right', async () => {
    const broker = await startMosquitto()
    const { keypad, configFile } = await wireDesk(broker.url, 'wrong')
    await untilSaid(startDeskbridge('run', '--config', configFile), 'DB-LNK-002')
    await until('the ports are open', async () => (await runDeskbridge('devices', '--config', configFile)).code === 0)
    keypad.send(panelLine('K 0003 1 next'))
    await until('it is on disk', () => keypad.received().includes('A 0003 1*'))
    const doctor = await runDeskbridge('doctor', '--config', configFile)
    expect(doctor.code).toBe(1)
    expect(doctor.said).toContain('DB-LNK-002')
    const { said } = await runDeskbridge('journal', 'export', '--config', configFile)
    expect((JSON.parse(said.split('\n')[0] ?? '') as Fact).type).toBe('deskbridge.call.provisional')
  })

  it('may only speak on its own topics: the broker drops what pretends to be another desk', async () => {
    const broker = await startMosquitto()
    const centre = await openTestCentre(broker.url, centreAccount)
    const impostor = await connectAsync(broker.url, {
      username: deskAccount.name,
      password: deskAccount.password,
      protocolVersion: 5,
    })
    onTestFinished(() => impostor.endAsync())
    const request = (id: string): Request => {
      const madeAt = formatTime(systemClock.wall())
      return { id, name: 'call.next', counter: '5', args: {}, madeAt, notAfter: madeAt, clock: 'free-running' }
    }
    const publish = (desk: string, id: string) =>
      impostor.publishAsync(deskTopics('vinh-long', desk).requests, JSON.stringify(request(id)), { qos: 1 })
    const own = uuidv7(systemClock.wall(), systemRandom)
    await expect(publish('quay-06', uuidv7(systemClock.wall(), systemRandom))).rejects.toThrow('Not authorized')
    await publish('quay-05', own)
    await until('the own one arrives', () => centre.requests.length > 0)
    expect(centre.requests.map((request) => request.id)).toEqual([own])
  })
})
