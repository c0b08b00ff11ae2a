import { connect, type SecureVersion, type TLSSocket } from 'node:tls'
import { DeskError } from '../core/index.ts'
import type { DeskIdentity } from './identity.ts'

type Shown = Pick<DeskIdentity, 'broker' | 'ca' | 'cert' | 'key'>

const patience = 15_000
/** With TLS 1.3 a refusal comes after the handshake; a broker that is silent for so long has not refused. */
const silence = 3_000

/**
 * Shows a certificate to the broker and ends before a word of MQTT is said: a session would throw out the one that works,
 * since both have the same name.
 * @throws DeskError DB-IDN-013 the broker does not take it, or cannot be reached.
 */
export async function proveAtBroker(shown: Shown): Promise<void> {
  const { protocol, hostname } = new URL(shown.broker)
  if (protocol !== 'mqtts:') return
  try {
    // Up to version 1.2 the handshake ends only when the broker has judged our certificate.
    await shakeHands(shown, 'TLSv1.2').catch((error: unknown) => {
      if (!/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(String((error as { code?: unknown }).code))) throw error
      return shakeHands(shown, 'TLSv1.3')
    })
  } catch (error) {
    throw new DeskError('DB-IDN-013', { broker: hostname, reason: (error as Error).message }, { cause: error })
  }
}

function shakeHands({ broker, ca, cert, key }: Shown, version: SecureVersion): Promise<void> {
  const { hostname, port } = new URL(broker)
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({
      host,
      port: Number(port || 8883),
      ca,
      cert,
      key,
      minVersion: version,
      maxVersion: version,
    })
    const end = (settle: () => void) => {
      socket.removeAllListeners().on('error', () => undefined)
      socket.destroy()
      settle()
    }
    socket.setTimeout(patience, () => end(() => reject(new Error(`no answer in ${patience} ms`))))
    socket.once('error', (error) => end(() => reject(error)))
    socket.once('close', () => end(() => reject(new Error('closed during the handshake'))))
    socket.once('secureConnect', () => {
      if (version === 'TLSv1.2') return end(resolve)
      socket.setTimeout(silence, () => end(resolve))
      // A ticket is given to those who were let in.
      socket.once('session', () => end(resolve))
      socket.resume()
    })
  })
}
