import { createSocket } from 'node:dgram'
import { expect, it, onTestFinished } from 'vitest'
import { announceEnrolment } from '../../src/centre/index.ts'
import { keptLog, systemClock } from '../../test/support/faces.ts'
import { findCentres } from './find-centre.ts'

/** A network of this machine's own: the group of tests, on loopback, at a port that nobody has. */
async function ownNetwork() {
  const port = await new Promise<number>((resolve) => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
  return { port, ip: '239.255.42.99', interface: '127.0.0.1', bind: '0.0.0.0' }
}

it('a desk finds the centre of its network by itself, with the port of enrolment', async () => {
  const network = await ownNetwork()
  expect(await findCentres(systemClock, 500, network)).toEqual([])
  const word = announceEnrolment({ centre: 'vinh-long', port: 8443, network, log: keptLog() })
  onTestFinished(() => word.stop())
  const found = await findCentres(systemClock, 8_000, network)
  expect(found).toEqual([{ centre: 'vinh-long', server: 'https://127.0.0.1:8443' }])
})
