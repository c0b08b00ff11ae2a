import { createServer, type Server, type Socket } from 'node:net'
import { Aedes } from 'aedes'
import { DeskError } from '../core/index.ts'

/** A small broker inside this process, for demos, tests and small sites. It speaks MQTT 3.1.1 and remembers nothing on disk. */
export interface EmbeddedBroker {
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}

/**
 * Starts the broker on a loopback port; 0 takes a free one.
 * @throws DeskError DB-CTR-001 the port cannot be opened.
 */
export async function startEmbeddedBroker(port: number, host = '127.0.0.1'): Promise<EmbeddedBroker> {
  const broker = await Aedes.createBroker()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    // Without this a PUBACK waits for the peer's delayed acknowledgement, up to 40 ms.
    socket.setNoDelay(true)
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    broker.handle(socket)
  })
  const bound = await listen(server, port, host).catch((error: unknown) => {
    broker.close()
    throw error
  })
  return {
    url: `mqtt://${host}:${bound}`,
    port: bound,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => broker.close(() => resolve()))
      }),
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new DeskError('DB-CTR-001', { port, reason: error.message }, { cause: error })),
    )
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
