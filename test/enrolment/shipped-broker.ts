import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Enrolment, kitFiles, writeBrokerKit } from '../../src/centre/index.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/mosquitto.ts'
import { projectFolder, start, untilSaid } from '../support/processes.ts'

const shipped = join(projectFolder, 'install', 'centre')

/** A real Mosquitto as it is shipped, but for the places of its files, its ports and where it logs. */
export interface ShippedBroker {
  readonly urls: { readonly desks: string; readonly servers: string }
  /** What it reads, and what the centre writes for it. */
  readonly folder: string
  readonly pidFile: string
  /** The certificate of the centre's server. */
  readonly centre: { readonly ca: string; readonly cert: string; readonly key: string }
  start(): Promise<void>
  stop(): Promise<void>
}

/** Two ports, known before the certificates are made. */
export async function brokerUrls(): Promise<ShippedBroker['urls']> {
  const [desks, servers] = [await freePort(), await freePort()]
  return { desks: `mqtts://127.0.0.1:${desks}`, servers: `mqtts://127.0.0.1:${servers}` }
}

/** Starts it with certificates of a centre. */
export async function startShippedBroker(enrolment: Enrolment, urls: ShippedBroker['urls']): Promise<ShippedBroker> {
  const folder = temporaryFolder()
  await writeBrokerKit(enrolment, folder, ['127.0.0.1', 'localhost'])
  return await startBrokerIn(folder, urls)
}

/** Starts it with what lies in a folder. */
export async function startBrokerIn(folder: string, urls: ShippedBroker['urls']): Promise<ShippedBroker> {
  const at = (name: string) => join(folder, name)
  for (const name of ['deskbridge-desks.acl', 'deskbridge-centre.acl']) {
    copyFileSync(join(shipped, name), at(name))
    chmodSync(at(name), 0o700)
  }
  const file = at('mosquitto.conf')
  writeFileSync(file, configOf(folder, urls))
  let running = start('mosquitto', ['-c', file])
  await untilSaid(running, 'running')
  const text = (name: string) => readFileSync(at(name), 'utf8')
  return {
    urls,
    folder,
    pidFile: at('mosquitto.pid'),
    centre: { ca: text(kitFiles.servers), cert: text(kitFiles.centreCertificate), key: text(kitFiles.centreKey) },
    async stop() {
      running.kill('SIGTERM')
      await running.ended
    },
    async start() {
      running = start('mosquitto', ['-c', file])
      await untilSaid(running, 'running')
    },
  }
}

function configOf(folder: string, urls: ShippedBroker['urls']): string {
  const port = (url: string) => new URL(url).port
  const user = process.getuid?.() === 0 ? 'user root\n' : ''
  const config = readFileSync(join(shipped, 'mosquitto.conf'), 'utf8')
    .replace('listener 8883', `listener ${port(urls.desks)} 127.0.0.1`)
    .replace('listener 8884', `listener ${port(urls.servers)} 127.0.0.1`)
    .replace(/^# crlfile (\S+).*$/m, 'crlfile $1')
    .replaceAll('/etc/mosquitto/certs/', `${folder}/`)
    .replaceAll('/etc/mosquitto/', `${folder}/`)
    .replace('/var/lib/mosquitto/', `${folder}/`)
    .replace('log_dest syslog', 'log_dest stderr')
  return `${user}${config}\npid_file ${folder}/mosquitto.pid\n`
}
