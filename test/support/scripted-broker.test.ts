import { describe, expect, it, onTestFinished } from 'vitest'
import { type BrokerSession, connectBroker, reasonCodeOf } from '../../src/broker/index.ts'
import { fakeClock } from './faces.ts'
import { refuseVersion5, startScriptedBroker } from './scripted-broker.ts'
import { until } from './wait.ts'

async function connectTo(url: string, clientId = 'desk', protocol: 4 | 5 = 5): Promise<BrokerSession> {
  const session = await connectBroker({ url, clientId, will: { topic: 'wills', payload: clientId } }, protocol)
  onTestFinished(() => session.end())
  return session
}

/** What a session was sent, each acknowledged as it comes. */
function heardBy(session: BrokerSession) {
  const heard: { text: string; retained: boolean }[] = []
  session.receive(async ({ payload, retained }) => void heard.push({ text: String(payload), retained }))
  return heard
}

describe('without a script the peer', () => {
  it.each([4, 5] as const)(
    'routes, keeps what is retained and publishes the will of who vanishes (version %i)',
    async (protocol) => {
      const broker = await startScriptedBroker()
      const [one, other] = [
        await connectTo(broker.url, 'one', protocol),
        await connectTo(broker.url, 'other', protocol),
      ]
      await one.publish('kept/here', 'kept', 'retain')
      const heard = heardBy(other)
      await other.subscribe(['kept/#', '+/here', 'wills'])
      await one.publish('live/here', 'live')
      await one.publish('live/elsewhere', 'for nobody')
      one.end()
      await until('the will', () => heard.some(({ text }) => text === 'one'))
      expect(heard).toEqual([
        { text: 'kept', retained: true },
        { text: 'kept', retained: true },
        { text: 'live', retained: false },
        { text: 'one', retained: false },
      ])
    },
  )

  it('delivers what was not acknowledged again to the session that comes back, and nothing to one it forgot', async () => {
    const broker = await startScriptedBroker()
    const first = await connectTo(broker.url)
    first.receive(() => new Promise(() => undefined))
    await first.subscribe(['commands'])
    broker.deliver('commands', 'unfinished')
    await broker.goAway()
    await first.closed
    broker.deliver('commands', 'meanwhile')
    await broker.comeBack()

    const second = await connectTo(broker.url)
    const heard = heardBy(second)
    await until('both came', () => heard.length === 2)
    expect(heard.map(({ text }) => text)).toEqual(['unfinished', 'meanwhile'])

    await broker.goAway()
    broker.forget()
    await broker.comeBack()
    const third = heardBy(await connectTo(broker.url))
    broker.deliver('commands', 'for nobody')
    expect(third).toEqual([])
  })

  it('lets a second connection of one name take the place of the first', async () => {
    const broker = await startScriptedBroker()
    const first = await connectTo(broker.url)
    await connectTo(broker.url)
    expect((await first.closed).reasonCode).toBe(0x8e)
  })
})

describe('by its script the peer', () => {
  it.each([0x84, 0x01] as const)('speaks 3.1.1 only and refuses version 5 with code %i', async (code) => {
    const broker = await startScriptedBroker(refuseVersion5(code))
    expect((await connectTo(broker.url)).protocol).toBe('MQTT 3.1.1')
  })

  it('sets limits in its CONNACK', async () => {
    const properties = { receiveMaximum: 7, maximumPacketSize: 900, maximumQoS: 1, retainAvailable: false }
    const broker = await startScriptedBroker({ connack: () => ({ reasonCode: 0, properties }) })
    expect(await connectTo(broker.url)).toMatchObject({ receiveMaximum: 7, maximumPacketSize: 900 })
  })

  it('acknowledges with any code, twice, or an id that nobody used', async () => {
    const answers = [{ puback: 0x97 }, { puback: 0, messageId: 4711 }, { puback: 0, times: 2 }]
    const broker = await startScriptedBroker({ publish: () => answers.shift() ?? 'acknowledge' })
    const session = await connectTo(broker.url)
    expect(reasonCodeOf(await session.publish('t', '1').catch((error: unknown) => error))).toBe(0x97)
    let taken = false
    void session.publish('t', '2').then(() => {
      taken = true
    })
    await session.publish('t', '3')
    await session.publish('t', '4')
    expect(taken).toBe(false)
    broker.acknowledge(broker.published.slice(1, 2))
    await until('it is taken', () => taken)
    expect(broker.mostInFlight).toBe(2)
  })

  it('refuses filters one by one', async () => {
    const broker = await startScriptedBroker({ subscribe: () => ({ suback: [1, 0x87] }) })
    const session = await connectTo(broker.url)
    const heard = heardBy(session)
    await session.subscribe(['mine', 'forbidden']).catch(() => undefined)
    broker.deliver('forbidden', 'no')
    broker.deliver('mine', 'yes')
    await until('the granted one came', () => heard.length > 0)
    expect(heard.map(({ text }) => text)).toEqual(['yes'])
  })

  it('says DISCONNECT at any packet, or of its own accord', async () => {
    const broker = await startScriptedBroker({
      packet: (packet, peer) => (peer.number === 1 && packet.cmd === 'pingreq' ? { disconnect: 0x8b } : 'go on'),
    })
    const first = await connectTo(broker.url)
    void first.ping()
    expect((await first.closed).reasonCode).toBe(0x8b)
    const second = await connectTo(broker.url)
    broker.connections[1]?.disconnect(0x98)
    expect((await second.closed).reasonCode).toBe(0x98)
  })

  it('answers late, by the clock of the test', async () => {
    const clock = fakeClock()
    const broker = await startScriptedBroker({ publish: () => ({ after: 3_000, answer: 'acknowledge' }) }, clock)
    const session = await connectTo(broker.url)
    let taken = false
    const publishing = session.publish('t', '1').then(() => {
      taken = true
    })
    await until('it came', () => broker.published.length === 1)
    clock.advance(2_999)
    await session.ping()
    expect(taken).toBe(false)
    clock.advance(1)
    await publishing
  })

  it('refuses TCP, and takes connections without ever reading them', async () => {
    const broker = await startScriptedBroker({
      accept: (connection) => (['refuse', 'deaf'] as const)[connection - 1] ?? 'welcome',
    })
    await expect(connectTo(broker.url)).rejects.toMatchObject({ code: 'DB-LNK-001' })
    await expect(connectTo(broker.url)).rejects.toMatchObject({ code: 'DB-LNK-005' })
    await connectTo(broker.url)
    expect(broker.received.filter((packet) => packet.cmd === 'connect')).toHaveLength(1)
  })

  it('goes deaf, which the client feels as back-pressure, and hears again', async () => {
    const broker = await startScriptedBroker()
    const session = await connectTo(broker.url)
    broker.connections[0]?.deafen()
    const publishing = Promise.all(Array.from({ length: 64 }, () => session.publish('t', 'x'.repeat(256 * 1024))))
    const came = broker.published.length
    broker.connections[0]?.hear()
    await publishing
    expect(came).toBeLessThan(64)
    expect(broker.published).toHaveLength(64)
  })
})
