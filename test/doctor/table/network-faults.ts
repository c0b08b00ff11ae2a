import { chmodSync, writeFileSync } from 'node:fs'
import { createServer as createWeb } from 'node:http'
import { type AddressInfo, connect, type createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createServer as createTls } from 'node:tls'
import { onTestFinished } from 'vitest'
import { onPage } from '../../../agent/agent.fixture.ts'
import { connectBroker } from '../../../src/broker/index.ts'
import type { ErrorCode } from '../../../src/core/index.ts'
import { type Issued, makeAuthority } from '../../support/authority.ts'
import { oddAuthority, tlsListener } from '../../support/certificates.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { draftFact, openTestJournal, receiptFor } from '../../support/journals.ts'
import { freePort, startMosquitto } from '../../support/mosquitto.ts'
import { type Script, startScriptedBroker } from '../../support/scripted-broker.ts'
import { selfSigned } from '../../support/self-signed.ts'
import type { Fault } from '../fault.ts'
import type { Pc } from '../pc.ts'

/** From the certificate of the desk to the centre that answers. */
export const networkFaults: readonly Fault[] = [
  ownCertificate('the certificate of the desk has expired', 'DB-DCT-011', { beginsIn: -10 }),
  ownCertificate('the certificate of the desk begins next week', 'DB-DCT-012', { beginsIn: 7 }),
  {
    cause: 'the certificate is a copy of that of another desk',
    codes: ['DB-DCT-014'],
    needs: ['openssl'],
    async make(pc) {
      useCertificate(pc, makeAuthority(temporaryFolder()).issue('vinh-long/quay-06'))
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'the key belongs to another certificate',
    codes: ['DB-LNK-018'],
    needs: ['openssl'],
    async make(pc) {
      const authority = makeAuthority(temporaryFolder())
      const [own, other] = [authority.issue('vinh-long/quay-05'), authority.issue('vinh-long/quay-05')]
      useCertificate(pc, { ...own, files: { ...own.files, key: other.files.key } })
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'the file at "ca:" is something else',
    codes: ['DB-LNK-018'],
    async make(pc) {
      writeFileSync(join(pc.folder, 'ca.pem'), 'a picture')
      pc.write({ broker: { url: pc.house.url, ca: 'ca.pem' } })
      await pc.run()
    },
  },
  {
    cause: 'everybody on the PC may read the key',
    codes: ['DB-DCT-030'],
    needs: ['openssl'],
    async make(pc) {
      const own = makeAuthority(temporaryFolder()).issue('vinh-long/quay-05')
      chmodSync(own.files.key, 0o644)
      useCertificate(pc, own)
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'the certificate was not renewed and ends tomorrow',
    codes: ['DB-DCT-013'],
    needs: ['openssl', 'faketime'],
    async make(pc) {
      const authority = oddAuthority()
      const { files } = authority.issueBroker({ beginsIn: -1.9 })
      const proxy = await tlsInFrontOf(pc.house.url, authority.issue('broker', 'broker'))
      pc.write({ broker: { url: proxy, ...files, username: 'vinh-long/quay-05' } })
      await pc.run()
    },
  },
  brokerCertificate('the certificate of the broker has expired', 'DB-LNK-013', { beginsIn: -10 }),
  brokerCertificate('the certificate of the broker begins next week', 'DB-LNK-014', { beginsIn: 7 }),
  brokerCertificate('the certificate of the broker is for another name', 'DB-LNK-015', { host: 'mqtt.elsewhere.test' }),
  {
    cause: 'the certificate of the broker is from nobody',
    codes: ['DB-LNK-016'],
    needs: ['openssl'],
    async make(pc) {
      const ca = makeAuthority(temporaryFolder()).file
      pc.write({ broker: { url: await tlsServer(selfSigned()), ca } })
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'the broker does not know the authority of this desk',
    codes: ['DB-LNK-017'],
    needs: ['openssl', 'mosquitto'],
    async make(pc) {
      const [theirs, ours] = [makeAuthority(temporaryFolder()), makeAuthority(temporaryFolder())]
      const { url } = await startMosquitto(tlsListener(theirs.issue('broker', 'broker')))
      const { files } = ours.issue('vinh-long/quay-05')
      pc.write({ broker: { url: url.replace('mqtt:', 'mqtts:'), ...files, ca: theirs.file } })
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'a slip in the name of the broker',
    codes: ['DB-DCT-015'],
    async make(pc) {
      pc.write({ broker: { url: 'mqtt://khong-co.invalid:1883' } })
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'the broker does not run',
    codes: ['DB-DCT-016'],
    async make(pc) {
      pc.write({ broker: { url: `mqtt://127.0.0.1:${await freePort()}` } })
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'the address of the broker leads nowhere',
    codes: ['DB-DCT-017'],
    async make(pc) {
      pc.write({ broker: { url: 'mqtt://255.255.255.255:1883' } })
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'the port without TLS is written with mqtts',
    codes: ['DB-DCT-018'],
    async make(pc) {
      pc.write({ broker: { url: pc.house.url.replace('mqtt:', 'mqtts:') } })
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'the port with TLS is written with mqtt',
    codes: ['DB-DCT-019'],
    needs: ['openssl'],
    async make(pc) {
      pc.write({ broker: { url: (await tlsServer(selfSigned())).replace('mqtts:', 'mqtt:') } })
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'the port is that of a web server',
    codes: ['DB-LNK-001'],
    async make(pc) {
      const web = createWeb((_, response) => response.end())
      pc.write({ broker: { url: `mqtt://127.0.0.1:${await listening(web)}` } })
      await pc.run({ until: 'started' })
    },
  },
  scripted('the password is wrong', ['DB-LNK-002'], { connack: () => ({ reasonCode: 0x86 }) }),
  scripted('the broker was told to take no QoS 1', ['DB-LNK-009'], {
    connack: () => ({ reasonCode: 0, properties: { maximumQoS: 0 } }),
  }),
  scripted('the rights of the desk forbid it to listen', ['DB-LNK-022'], {
    subscribe: ({ subscriptions }) => ({ suback: subscriptions.map(() => 0x87) }),
  }),
  scripted(
    'the rights of the desk forbid its facts',
    ['DB-LNK-007'],
    { publish: ({ topic }) => (topic.endsWith('/facts') ? { puback: 0x87 } : 'acknowledge') },
    press,
  ),
  scripted(
    'a fact is one that the broker will never take',
    ['DB-DCT-028'],
    { publish: ({ topic }) => (topic.endsWith('/facts') ? refusedOnce() : 'acknowledge') },
    press,
  ),
  {
    cause: 'two PCs have one name',
    codes: ['DB-LNK-003'],
    async make(pc) {
      const { url } = await startScriptedBroker()
      pc.write({ broker: { url, receipts: 'none' } })
      await pc.run({ until: 'online' })
      const twin = await connectBroker({ url, clientId: 'vinh-long/quay-05' })
      onTestFinished(() => twin.end())
    },
  },
  {
    cause: 'the broker grants everything and gives nothing',
    codes: ['DB-AGT-001', 'DB-DCT-020'],
    async make(pc) {
      const journal = await openTestJournal({ folder: pc.dataFolder })
      await journal.commit({ facts: [draftFact()] })
      await journal.delivery.receipt(await receiptFor(journal, 1))
      await journal.close()
      return { patience: 300 }
    },
  },
  {
    cause: 'the software of the centre does not answer',
    codes: ['DB-AGT-045'],
    async make(pc) {
      pc.write({ counters: [{ id: 5, requestTimeout: 100 }] })
      const agent = await pc.run()
      await agent.accept(onPage('5', 'call', { action: 'next' }))
    },
  },
]

let refusals = 0
/** The first is refused for good, its tombstone is taken. */
function refusedOnce(): 'acknowledge' | { readonly puback: number } {
  return refusals++ === 0 ? { puback: 0x99 } : 'acknowledge'
}

function scripted(
  cause: string,
  codes: readonly ErrorCode[],
  script: Script,
  then: (agent: Awaited<ReturnType<Pc['run']>>) => Promise<void> = async () => undefined,
): Fault {
  return {
    cause,
    codes,
    async make(pc) {
      const broker = await startScriptedBroker(script)
      pc.write({ broker: { url: broker.url, receipts: 'none' } })
      await then(await pc.run({ until: 'started' }))
    },
  }
}

async function press(agent: Awaited<ReturnType<Pc['run']>>): Promise<void> {
  await agent.accept(onPage('5', 'call', { action: 'next' }))
}

type Odd = Parameters<ReturnType<typeof oddAuthority>['issueBroker']>[0]

function ownCertificate(cause: string, code: ErrorCode, odd: Odd): Fault {
  return {
    cause,
    codes: [code],
    needs: ['openssl', 'faketime'],
    async make(pc) {
      useCertificate(pc, oddAuthority().issueBroker(odd))
      await pc.run({ until: 'started' })
    },
  }
}

function brokerCertificate(cause: string, code: ErrorCode, odd: Odd): Fault {
  return {
    cause,
    codes: [code],
    needs: ['openssl', 'faketime'],
    async make(pc) {
      const { files, texts } = oddAuthority().issueBroker(odd)
      pc.write({ broker: { url: await tlsServer(texts), ca: files.ca } })
      await pc.run({ until: 'started' })
    },
  }
}

/** The desk has these files, and its broker is there. */
function useCertificate(pc: Pc, { files }: Issued): void {
  pc.write({ broker: { url: pc.house.url.replace('mqtt:', 'mqtts:'), ...files } })
}

/** Speaks TLS, and then nothing. */
async function tlsServer(options: Parameters<typeof createTls>[0]): Promise<string> {
  const server = createTls(options as object, (socket) => socket.on('error', () => socket.destroy()))
  server.on('tlsClientError', () => undefined)
  return `mqtts://127.0.0.1:${await listening(server)}`
}

/** TLS in front of a broker that has none. */
async function tlsInFrontOf(url: string, { texts }: Issued): Promise<string> {
  const { port } = new URL(url)
  const server = createTls({ cert: texts.cert, key: texts.key }, (outside) => {
    const inside: Socket = connect(Number(port), '127.0.0.1')
    for (const socket of [outside, inside]) socket.on('error', () => socket.destroy())
    outside.pipe(inside).pipe(outside)
  })
  server.on('tlsClientError', () => undefined)
  return `mqtts://127.0.0.1:${await listening(server)}`
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
