import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { selfSigned } from '../../../test/support/self-signed.ts'
import type { Wire } from '../wire.ts'

// Services of makers for the tests of this folder: real servers on loopback.

/** A server of HTTP, or of HTTPS with a certificate that nobody vouches for. */
export async function webServer(answer: RequestListener, protocol: 'http' | 'https' = 'http') {
  const server = protocol === 'http' ? createServer(answer) : createTlsServer(selfSigned(), answer)
  const port = await listen(server)
  return { server, url: `${protocol}://127.0.0.1:${port}` }
}

/** A server of our own making, down to the bytes. */
export async function rawServer(greet: (peer: Socket) => void): Promise<number> {
  const server = createRawServer((peer) => {
    onTestFinished(() => void peer.destroy())
    peer.on('error', () => undefined)
    greet(peer)
  })
  const port = await listen(server)
  return port
}

async function listen(server: Server | ReturnType<typeof createRawServer>): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** The answer of a server that agrees to speak web socket. */
export function handshakeFor(request: Buffer): string {
  const [, key = ''] = /sec-websocket-key: (\S+)/i.exec(request.toString()) ?? []
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
  return `${[...head, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`
}

/** A short text message as a server sends it (RFC 6455, 5.2). */
export function textFrame(text: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(0x81, Buffer.byteLength(text)), Buffer.from(text)])
}

/** Reads this many messages. */
export async function messages(wire: Wire, count: number): Promise<unknown[]> {
  const read: unknown[] = []
  for await (const { bytes } of wire.readable) {
    if (read.push(JSON.parse(Buffer.from(bytes).toString('utf8'))) === count) break
  }
  return read
}

/** A message to be written. */
export const message = (document: object): Uint8Array => Buffer.from(JSON.stringify(document))
