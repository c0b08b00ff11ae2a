import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { controlClient } from '../../agent/control/client.ts'
import { kitFiles } from '../../src/centre/index.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has, runDeskbridge, startDeskbridge, untilSaid } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { brokerUrls, type ShippedBroker, startBrokerIn } from './shipped-broker.ts'

const minutes = 60_000

/** A centre as IT sets it up with our commands alone: certificates, the shipped broker, the server. */
async function setUpCentre() {
  const [data, kit, urls] = [join(temporaryFolder(), 'centre'), temporaryFolder(), await brokerUrls()]
  const passphrase = join(kit, 'passphrase')
  writeFileSync(passphrase, 'mot cau dai chi trung tam biet\n', { mode: 0o600 })
  const keys = ['--data', data, '--passphrase-file', passphrase]
  const names = ['--centre', 'vinh-long', '--broker', urls.desks, '--host', '127.0.0.1']
  const made = await runDeskbridge('centre', 'certificates', ...keys, ...names, '--out', kit)
  expect(made).toMatchObject({ code: 0 })
  const broker = await startBrokerIn(kit, urls)
  const serving = startDeskbridge('centre', 'serve', ...keys, ...servingOptions(broker))
  await untilSaid(serving, 'Desks are enrolled at port', 2 * minutes)
  const [, port = ''] = /enrolled at port (\d+)/.exec(serving.said()) ?? []
  return { data, keys, server: `https://127.0.0.1:${port}`, serving }
}

function servingOptions({ urls, folder, pidFile }: ShippedBroker): string[] {
  const certificates = [kitFiles.servers, kitFiles.centreCertificate, kitFiles.centreKey].map((name) =>
    join(folder, name),
  )
  const [ca = '', cert = '', key = ''] = certificates
  return [
    ...['--broker', urls.servers, '--ca', ca, '--cert', cert, '--key', key],
    ...['--enrol', '0', '--web-host', '127.0.0.1', '--broker-files', folder, '--broker-pid', pidFile],
  ]
}

describe.runIf(has('mosquitto'))('from the box to a working counter', () => {
  it(
    'a desk keeps what happens from its first start, delivers when it is enrolled, and is out when it is revoked',
    async () => {
      const { keys, server } = await setUpCentre()
      const folder = temporaryFolder()
      const file = join(folder, 'deskbridge.yaml')
      writeFileSync(file, 'centre: vinh-long\ndesk: quay-05\ndata: data\npage: { port: 0 }\ncounters: [{ id: 5 }]\n')
      const running = startDeskbridge('run', '-c', file)
      await untilSaid(running, 'quay-05', 2 * minutes)
      const agent = controlClient(join(folder, 'data'))
      expect(await agent.status()).toMatchObject({ online: false, error: 'DB-IDN-001', identity: { state: 'none' } })
      await agent.press({ action: 'next' })
      expect((await agent.status()).journal.backlog).toBeGreaterThan(0)

      const told = await runDeskbridge('centre', 'code', '--desk', 'quay-05', ...keys)
      const [code = ''] = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(told.said) ?? []
      const enrolled = await runDeskbridge('enrol', '-c', file, '--server', server, '--code', code)
      expect(enrolled).toMatchObject({ code: 0 })
      expect(enrolled.said).toContain('This PC is vinh-long/quay-05')
      await until(
        'the desk is online and has receipts',
        async () => {
          const { online, journal } = await agent.status()
          return online && journal.backlog === 0
        },
        2 * minutes,
      )
      expect(await agent.status()).toMatchObject({ identity: { state: 'good', level: 'file', daysLeft: 89 } })

      expect(await runDeskbridge('centre', 'revoke', '--desk', 'quay-05', ...keys)).toMatchObject({ code: 0 })
      await until('the desk is refused', async () => (await agent.status()).error === 'DB-LNK-017', minutes)
      await agent.press({ action: 'pause' })
      expect((await agent.status()).journal.backlog).toBeGreaterThan(0)
      const list = await runDeskbridge('centre', 'enrolled', ...keys)
      expect(list.said).toContain('vinh-long/quay-05: shut out (revoked)')

      // The same PC, let in again: nothing of what it kept meanwhile is lost.
      const again = await runDeskbridge('centre', 'code', '--desk', 'quay-05', ...keys)
      const [second = ''] = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(again.said) ?? []
      expect(await runDeskbridge('enrol', '-c', file, '--server', server, '--code', second)).toMatchObject({ code: 0 })
      await until('what was kept is delivered', async () => (await agent.status()).journal.backlog === 0, 3 * minutes)

      // And then it is stolen, while it runs.
      expect(await runDeskbridge('centre', 'wipe', '--desk', 'quay-05', ...keys)).toMatchObject({ code: 0 })
      expect(await running.ended).toBe(0)
      expect(running.said()).toContain('forgotten its keys and data')
      expect(readdirSync(join(folder, 'data'))).toEqual([])
      await until(
        'the centre has shut it out',
        async () => (await runDeskbridge('centre', 'enrolled', ...keys)).said.includes('shut out (stolen)'),
        minutes,
      )
    },
    15 * minutes,
  )

  it(
    'the keys of the centre cannot be used without its passphrase, and are in no file as they are',
    async () => {
      const { data } = await setUpCentre()
      const refused = await runDeskbridge('centre', 'code', '--desk', 'quay-05', '--data', data)
      expect(refused.code).toBe(1)
      expect(refused.said).toContain('DB-CTR-041')
      expect(readFileSync(join(data, 'centre.db')).includes('PRIVATE KEY')).toBe(false)
    },
    5 * minutes,
  )
})
