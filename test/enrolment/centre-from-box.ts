import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kitFiles } from '../../src/centre/index.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type Running, runDeskbridge, startDeskbridge, untilSaid } from '../support/processes.ts'
import { brokerUrls, type ShippedBroker, startBrokerIn } from './shipped-broker.ts'

const minutes = 60_000

/** A centre as IT sets it up with our commands alone: certificates, the shipped broker, the server. */
export interface CentreFromBox {
  readonly data: string
  /** The options that open its keys. */
  readonly keys: readonly string[]
  /** Where desks are enrolled. */
  readonly server: string
  readonly serving: Running
  /** Runs `deskbridge centre …` for a desk and gives the code that it printed. */
  codeFrom(name: string, desk: string): Promise<string>
}

/** Sets one up; it ends with the test. */
export async function setUpCentre(...more: readonly string[]): Promise<CentreFromBox> {
  const [data, kit, urls] = [join(temporaryFolder(), 'centre'), temporaryFolder(), await brokerUrls()]
  const passphrase = join(kit, 'passphrase')
  writeFileSync(passphrase, 'mot cau dai chi trung tam biet\n', { mode: 0o600 })
  const keys = ['--data', data, '--passphrase-file', passphrase]
  const names = ['--centre', 'vinh-long', '--broker', urls.desks, '--host', '127.0.0.1']
  const made = await runDeskbridge('centre', 'certificates', ...keys, ...names, '--out', kit)
  if (made.code !== 0) throw new Error(made.said)
  const broker = await startBrokerIn(kit, urls)
  const serving = startDeskbridge('centre', 'serve', ...keys, ...servingOptions(broker), ...more)
  await untilSaid(serving, 'Desks are enrolled at port', 2 * minutes)
  const [, port = ''] = /enrolled at port (\d+)/.exec(serving.said()) ?? []
  return {
    data,
    keys,
    server: `https://127.0.0.1:${port}`,
    serving,
    async codeFrom(name, desk) {
      const { said } = await runDeskbridge('centre', name, '--desk', desk, ...keys)
      return /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(said)?.[0] ?? ''
    },
  }
}

/** A PC as it comes out of the box: its configuration names no broker. */
export function writeBoxedDesk(desk: string): { readonly file: string; readonly data: string } {
  const folder = temporaryFolder()
  const file = join(folder, 'deskbridge.yaml')
  writeFileSync(file, `centre: vinh-long\ndesk: ${desk}\ndata: data\npage: { port: 0 }\ncounters: [{ id: 5 }]\n`)
  return { file, data: join(folder, 'data') }
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
