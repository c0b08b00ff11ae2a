import { describe, expect, it, onTestFinished } from 'vitest'
import { connectBroker } from '../../src/broker/index.ts'
import { dropSome, layBadCable, type Manners, roundTrip } from './bad-cable.ts'
import { fakeClock, seededRandom, systemClock } from './faces.ts'
import { startScriptedBroker } from './scripted-broker.ts'
import { until } from './wait.ts'

async function connectThrough(manners: Manners = {}, clock = systemClock) {
  const broker = await startScriptedBroker()
  const cable = await layBadCable(broker.url, manners, clock)
  const opening = connectBroker({ url: cable.url, clientId: 'desk' })
  onTestFinished(async () => (await opening.catch(() => undefined))?.end())
  return { broker, cable, opening }
}

describe('a cable', () => {
  it('that is well carries everything both ways and counts it', async () => {
    const { broker, cable, opening } = await connectThrough()
    await (await opening).publish('t', 'x'.repeat(100_000))
    expect(broker.published).toHaveLength(1)
    expect(cable.connections).toBe(1)
    expect(cable.carried.up).toBeGreaterThan(100_000)
    expect(cable.carried.down).toBeGreaterThan(0)
  })

  it('with a round trip answers when it has passed and not before', async () => {
    const clock = fakeClock()
    const { broker, opening } = await connectThrough(roundTrip(40), clock)
    let open = false
    void opening.then(() => {
      open = true
    })
    const passes = async (what: string, holds: () => boolean) => {
      await until(what, () => {
        if (!holds()) clock.advance(1)
        return holds()
      })
    }
    await passes('the CONNECT', () => broker.received.length === 1)
    expect(open).toBe(false)
    await passes('the CONNACK', () => open)
    expect(clock.mono()).toBeGreaterThanOrEqual(1_040)
  })

  it.each([
    ['up', 1],
    ['up', 40],
    ['down', 3],
  ] as const)('cuts a connection when so many bytes have gone %s (%i)', async (way, cutAfter) => {
    const { cable, opening } = await connectThrough({ [way]: { cutAfter } })
    const session = await opening.catch(() => undefined)
    void session?.publish('t', 'long enough to be cut').catch(() => undefined)
    await session?.closed
    expect(cable.carried[way]).toBe(cutAfter)
  })

  it('delivers byte by byte, and rests on the way, without hurting anybody', async () => {
    const manners = { pieces: 'bytes', pause: { after: 10, ms: 50 } } as const
    const { broker, cable, opening } = await connectThrough({ up: manners, down: manners })
    await (await opening).publish('t', 'hello')
    expect(String(broker.published[0]?.payload)).toBe('hello')
    expect(cable.carried.up).toBeGreaterThan(10)
  })

  it('that is stalled delivers later and loses nothing', async () => {
    const { broker, cable, opening } = await connectThrough()
    const session = await opening
    const heard: string[] = []
    session.receive(async ({ payload }) => void heard.push(String(payload)))
    await session.subscribe(['down'])
    cable.behave({ up: { stalled: true } })
    const publishing = session.publish('t', '1')
    broker.deliver('down', 'the other way')
    await until('the other way is free', () => heard.length === 1)
    expect(broker.published).toEqual([])
    cable.behave({})
    await publishing
    expect(broker.published).toHaveLength(1)
  })

  it('lets what is on its way arrive before it tells that the other end has gone', async () => {
    const { broker, opening } = await connectThrough(roundTrip(100))
    const session = await opening
    broker.connections[0]?.disconnect(0x8b)
    expect((await session.closed).reasonCode).toBe(0x8b)
  })

  it('that is half-open says nothing to anybody, and a new connection falls into the void', async () => {
    const { broker, cable, opening } = await connectThrough()
    const session = await opening
    let ended = false
    void session.closed.then(() => {
      ended = true
    })
    cable.behave({ halfOpen: true })
    void session.publish('t', 'swallowed').catch(() => undefined)
    await expect(connectBroker({ url: cable.url, clientId: 'other' })).rejects.toMatchObject({ code: 'DB-LNK-005' })
    expect(broker.published).toEqual([])
    expect(ended).toBe(false)
    cable.behave({})
    await (await connectBroker({ url: cable.url, clientId: 'desk' })).publish('t', 'heard')
    expect(broker.published.map(({ payload }) => String(payload))).toEqual(['heard'])
  })

  it('drops whole packets of one kind, the same ones for the same seed', async () => {
    const dropped = async () => {
      const down = dropSome(seededRandom(7), 0.3, (packet) => packet.cmd === 'puback')
      const { cable, opening } = await connectThrough({ down })
      const session = await opening
      const taken: number[] = []
      for (let n = 0; n < 50; n++)
        void session.publish('t', String(n)).then(
          () => taken.push(n),
          () => undefined,
        )
      await session.ping()
      return { taken, dropped: cable.dropped }
    }
    const [first, second] = [await dropped(), await dropped()]
    expect(first.dropped).toBeGreaterThan(5)
    expect(first.taken).toHaveLength(50 - first.dropped)
    expect(second).toEqual(first)
  })

  it('that is pulled refuses, and takes connections again at the same port', async () => {
    const { cable, opening } = await connectThrough()
    const session = await opening
    await cable.pull()
    await session.closed
    await expect(connectBroker({ url: cable.url, clientId: 'desk' })).rejects.toMatchObject({ code: 'DB-LNK-001' })
    await cable.plug()
    ;(await connectBroker({ url: cable.url, clientId: 'desk' })).end()
  })
})
