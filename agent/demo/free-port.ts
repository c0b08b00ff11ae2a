import { type AddressInfo, createServer } from 'node:net'

/** A loopback port that nobody has at the moment. It stays the same while a demo runs, however often its agent is killed. */
export async function freePort(): Promise<number> {
  const server = createServer()
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    server.close(() => resolve(port))
  })
  return await promise
}
