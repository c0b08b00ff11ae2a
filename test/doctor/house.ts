import { type BrokerSession, connectBroker } from '../../src/broker/index.ts'
import { startEmbeddedBroker } from '../../src/centre/index.ts'
import { deskTopics, formatTime } from '../../src/contract/index.ts'
import type { Clock } from '../../src/core/index.ts'

/** What a desk needs of its centre to be well: a broker, and somebody who says what time it is. */
export interface House {
  readonly url: string
  tellTime(clock: Clock): Promise<void>
  stop(): Promise<void>
}

/** Starts a broker on loopback, and the centre's clock. */
export async function startHouse(): Promise<House> {
  const broker = await startEmbeddedBroker(0)
  const clock = await connectBroker({ url: broker.url, clientId: 'clock' })
  return {
    url: broker.url,
    tellTime: ({ wall }) => tellTime(clock, wall()),
    async stop() {
      clock.end()
      await broker.stop()
    },
  }
}

/** Says over a broker what time it is at the centre of the desks of these tests. */
export async function tellTime(session: BrokerSession, wall: number): Promise<void> {
  await session.publish(deskTopics('vinh-long', 'all').time, JSON.stringify({ time: formatTime(wall) }))
}
