import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { onTestFinished } from 'vitest'
import { connectBroker } from '../../src/broker/index.ts'
import { announceEnrolment, type Enrolment, startEmbeddedBroker } from '../../src/centre/index.ts'
import { deskTopics, formatTime } from '../../src/contract/index.ts'
import { makeDeskKey, publicKeyOf } from '../../src/identity/index.ts'
import { sealProvisioning } from '../../src/provision/index.ts'
import { type EnrollingCentre, startEnrollingCentre } from '../enrolment/enrolling-centre.ts'
import { keptLog } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/mosquitto.ts'
import { projectFolder, type Running, start, untilSaid } from '../support/processes.ts'

/** A centre that enrols, is found in the network of loopback, and has a broker that asks for certificates. */
export interface FirstRunCentre extends EnrollingCentre {
  /** Sends a desk its configuration, signed. */
  configure(desk: string, content: string): Promise<void>
}

/** Starts one; it is stopped when the test has finished. */
export async function startFirstRunCentre(): Promise<FirstRunCentre> {
  const [broker, port] = [await startEmbeddedBroker(0), await freePort()]
  onTestFinished(() => broker.stop())
  const centre = await startEnrollingCentre({ settings: { broker: `mqtts://127.0.0.1:${port}` } })
  const { enrolment, url } = centre
  await openTlsDoor(enrolment, port, broker.port)
  const network = { interface: '127.0.0.1', bind: '0.0.0.0' }
  const word = announceEnrolment({ centre: 'vinh-long', port: Number(new URL(url).port), network, log: keptLog() })
  onTestFinished(() => word.stop())
  return {
    ...centre,
    async configure(desk, content) {
      const { id, sign } = enrolment.signer
      const draft = { revision: 7, desk: `vinh-long/${desk}`, madeAt: formatTime(Date.now()), content }
      const session = await connectBroker({ url: broker.url, clientId: 'configuration' })
      const message = sealProvisioning(draft, { keyId: id, sign })
      await session.publish(deskTopics('vinh-long', desk).provision, JSON.stringify(message), 'retain')
      session.end()
    },
  }
}

/** Lets in who shows a certificate of the centre's desks, and nobody else. */
async function openTlsDoor(enrolment: Enrolment, port: number, plainPort: number): Promise<void> {
  const key = makeDeskKey()
  const { desks } = enrolment.authorities
  const { certificate: cert } = enrolment.issueServer('broker', publicKeyOf(key), ['127.0.0.1'])
  const server = createServer(
    { key, cert, ca: desks.certificate, requestCert: true, rejectUnauthorized: true },
    (desk) => {
      const plain = connect(plainPort, '127.0.0.1')
      desk.on('error', () => plain.destroy())
      plain.on('error', () => desk.destroy())
      desk.pipe(plain).pipe(desk)
    },
  )
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
}

/** A PC on which the service was just started, from the sources. */
export interface StartedPc {
  readonly folder: string
  readonly file: string
  readonly dataFolder: string
  /** Where its page is. */
  readonly url: string
  readonly running: Running
}

const entry = join(projectFolder, 'agent', 'deskbridge.ts')

/** Starts it with more in its environment, in a folder that `prepare` may put files into before. */
export async function startPc(
  prepare: (folder: string) => void = () => undefined,
  more: NodeJS.ProcessEnv = {},
): Promise<StartedPc> {
  const folder = temporaryFolder()
  prepare(folder)
  const file = join(folder, 'deskbridge.yaml')
  const port = await freePort()
  const options = ['--config', file, '--page-port', String(port), '--find-at', '127.0.0.1']
  const isConfigured = existsSync(file)
  const env = { ...process.env, ...more }
  const running = start(process.execPath, [entry, '--lang', 'en', 'run', ...options], { env })
  await untilSaid(running, isConfigured ? 'is running' : 'to set it up', 120_000)
  return { folder, file, dataFolder: join(folder, 'data'), url: `http://127.0.0.1:${port}/`, running }
}
