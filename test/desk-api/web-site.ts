import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { selfSigned } from '../support/self-signed.ts'

/** A web site on this machine, under whatever names the browser of a test is told. */
export interface WebSite {
  readonly port: number
}

/** Starts a site; with `https` it has a certificate that nobody vouches for. */
export async function startWebSite(scheme: 'http' | 'https', answer: RequestListener): Promise<WebSite> {
  const server = scheme === 'https' ? createSecureServer(selfSigned(), answer) : createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port }
}

/** How a browser is told that these names are this machine, and that certificates do not matter. */
export function namedHere(...names: readonly string[]): string[] {
  return [
    `--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1`).join(', ')}`,
    '--ignore-certificate-errors',
  ]
}
