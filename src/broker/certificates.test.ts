import { describe, expect, it } from 'vitest'
import type { Issued } from '../../test/support/authority.ts'
import { type OddAuthority, oddAuthority, startTlsServer, tlsListener } from '../../test/support/certificates.ts'
import { startMosquitto } from '../../test/support/mosquitto.ts'
import { has } from '../../test/support/processes.ts'
import { DeskError } from '../core/index.ts'
import { type BrokerSettings, connectBroker } from './index.ts'

const name = 'vinh-long/quay-05'
const tools = has('openssl') && has('faketime')
const fails = async (settings: Partial<BrokerSettings>): Promise<DeskError> => {
  try {
    const session = await connectBroker({ url: '', clientId: name, ...settings })
    session.end()
  } catch (error) {
    if (error instanceof DeskError) return error
    throw error
  }
  throw new Error('it was connected')
}
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe.runIf(tools)('the certificate of a broker', () => {
  const meet = async (make: (authority: OddAuthority) => Issued) => {
    const authority = oddAuthority()
    const desk = authority.issue(name)
    const url = await startTlsServer(make(authority))
    return { desk, error: await fails({ url, ...desk.texts, files: desk.files }) }
  }

  it('that another CA has issued is refused, and the CA file is named', async () => {
    const { desk, error } = await meet(() => oddAuthority().issue('mqtt', 'broker'))
    expect(error.code).toBe('DB-LNK-016')
    expect(error.message).toContain(desk.files.ca)
  })

  it('that has expired is refused with its date and that of this PC', async () => {
    const { error } = await meet((authority) => authority.issueBroker({ beginsIn: -10 }))
    expect(error.code).toBe('DB-LNK-013')
    expect(error.message).toContain(inDays(-8))
    expect(error.message).toContain(inDays(0))
  })

  it('that is not valid yet is refused with both dates and the hint that the clock of this PC may be wrong', async () => {
    const { error } = await meet((authority) => authority.issueBroker({ beginsIn: 10 }))
    expect(error.code).toBe('DB-LNK-014')
    expect(error.message).toContain(inDays(10))
    expect(error.message).toContain(inDays(0))
  })

  it('that is for another host is refused with both names', async () => {
    const { error } = await meet((authority) => authority.issueBroker({ host: 'mqtt.tinh-khac.vn' }))
    expect(error.code).toBe('DB-LNK-015')
    expect(error.message).toContain('mqtt.tinh-khac.vn')
    expect(error.message).toContain('127.0.0.1')
  })
})

describe.runIf(tools && has('mosquitto'))('the certificate of a desk', () => {
  it('that the broker does not know is refused by it, and the error names the file and its dates', async () => {
    const authority = oddAuthority()
    const broker = authority.issue('mqtt', 'broker')
    const mosquitto = await startMosquitto(tlsListener(broker))
    const stranger = oddAuthority().issue(name)
    const settings = { ...stranger.texts, ca: broker.texts.ca, files: stranger.files }
    const error = await fails({ url: mosquitto.url.replace('mqtt:', 'mqtts:'), ...settings })
    expect(error.code).toBe('DB-LNK-017')
    expect(error.message).toContain(stranger.files.cert)
    expect(error.message).toContain(inDays(2))
  })

  it('that does not belong to its key, or is no certificate, is refused before anything is tried', async () => {
    const authority = oddAuthority()
    const [one, other] = [authority.issue(name), authority.issue(name)]
    const wrong = [
      { ...one.texts, key: other.texts.key },
      { ...one.texts, cert: 'half a file' },
    ]
    for (const texts of wrong) {
      const error = await fails({ url: 'mqtts://127.0.0.1:1', ...texts, files: one.files })
      expect(error.code).toBe('DB-LNK-018')
      expect(error.message).toContain(one.files.key)
    }
  })
})
