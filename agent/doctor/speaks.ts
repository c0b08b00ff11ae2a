import { connect } from 'node:tls'

/** What a port speaks, as far as a greeting shows it. */
export type Speech = 'tls' | 'something else' | 'nothing'

/**
 * Greets a port with TLS and looks what comes back; any certificate will do, for nothing is said.
 */
export function speechAt(host: string, port: number, patience: number): Promise<Speech> {
  const socket = connect({ host, port, rejectUnauthorized: false, timeout: patience })
  return new Promise<Speech>((resolve) => {
    socket.once('secureConnect', () => resolve('tls'))
    socket.once('timeout', () => resolve('nothing'))
    socket.once('close', () => resolve('something else'))
    socket.once('error', ({ code = '' }: NodeJS.ErrnoException) => {
      // An alert is a word of TLS, too.
      resolve(/ALERT/.test(code) ? 'tls' : 'something else')
    })
  }).finally(() => socket.destroy())
}
