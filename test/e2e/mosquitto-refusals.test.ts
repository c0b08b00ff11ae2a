import { describe, expect, it } from 'vitest'
import { openBrokerCentre } from '../support/broker-centre.ts'
import { openBrokerDesk } from '../support/broker-desk.ts'
import { centre as centreAccount, desk as deskAccount, deskAcl, startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'

describe.runIf(has('mosquitto'))('what Mosquitto refuses', () => {
  it('keeps every fact that an ACL forbids, says so, and delivers all when the ACL is mended', async () => {
    const broker = await startMosquitto([], {
      acl: ['pattern read deskbridge/1/%u/#', 'pattern write deskbridge/1/%u/state'],
    })
    const centre = await openBrokerCentre(broker.url, centreAccount)
    const desk = await openBrokerDesk(broker.url, deskAccount)
    await desk.accept(40)
    await until('people are told', () => desk.link.status().alarms.some(({ code }) => code === 'DB-LNK-007'), 60_000)
    expect((await desk.journal.status()).backlog).toBe(40)
    expect(centre.applied).toEqual([])

    await broker.reload(deskAcl)
    await desk.untilReceipted()
    expect(centre.takenOf(desk.name)).toEqual(desk.accepted)
    expect((await desk.journal.status()).quarantined).toBe(0)
  }, 120_000)

  it('does not take silence for a receipt: Mosquitto grants a forbidden subscription and then delivers nothing', async () => {
    const broker = await startMosquitto([], { acl: ['pattern write deskbridge/1/%u/#'] })
    const centre = await openBrokerCentre(broker.url, centreAccount)
    const desk = await openBrokerDesk(broker.url, deskAccount)
    await desk.accept(40)
    await until('the centre has all', () => centre.applied.length === 40)
    expect((await desk.journal.status()).backlog).toBe(40)

    await broker.reload(deskAcl)
    await desk.accept(1)
    await desk.untilReceipted()
    expect(centre.takenOf(desk.name)).toEqual(desk.accepted)
  }, 120_000)

  it('never has more under way than Mosquitto allows, and loses no connection for it', async () => {
    const broker = await startMosquitto(['max_inflight_messages 6'])
    const centre = await openBrokerCentre(broker.url, centreAccount)
    const desk = await openBrokerDesk(broker.url, deskAccount)
    await desk.accept(500)
    await desk.untilReceipted()
    expect(centre.takenOf(desk.name)).toEqual(desk.accepted)
    expect(desk.log.lines.filter((line) => line.message === 'connected')).toHaveLength(1)
  }, 120_000)

  // The first limit is announced, so the fact is never sent; the second is not, so it is sent and refused.
  for (const limit of ['max_packet_size 3000', 'message_size_limit 2000']) {
    it(`sends a tombstone for a fact beyond "${limit}", and all others`, async () => {
      const broker = await startMosquitto([limit])
      const centre = await openBrokerCentre(broker.url, centreAccount)
      const desk = await openBrokerDesk(broker.url, deskAccount)
      await desk.accept(20)
      await desk.accept(1, 'x'.repeat(5_000))
      await desk.accept(20)
      await desk.untilReceipted()
      expect(centre.takenOf(desk.name)).toEqual(desk.accepted.filter((_, index) => index !== 20))
      expect(centre.tombstones).toMatchObject([{ sequence: 21, reason: 'too-large', of: 'deskbridge.counter.paused' }])
      expect((await desk.journal.status()).quarantined).toBe(1)
      expect(desk.log.lines.filter(({ fields }) => fields.code === 'DB-LNK-006').length).toBeGreaterThan(0)
    }, 120_000)
  }
})
