import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:tls'
import { onTestFinished } from 'vitest'
import { type Issued, makeAuthority } from './authority.ts'
import { temporaryFolder } from './folder.ts'

/** An authority that also issues what must not be taken. */
export interface OddAuthority {
  /** A good certificate. */
  issue(commonName: string, use?: 'client' | 'broker'): Issued
  /** A broker's certificate that begins so many days from now and is good for two, for a host. */
  issueBroker(wish: { readonly beginsIn?: number; readonly host?: string }): Issued
}

/** Makes an authority in a folder of its own. */
export function oddAuthority(): OddAuthority {
  const folder = temporaryFolder()
  const authority = makeAuthority(folder)
  let issued = 0
  return {
    issue: (commonName, use) => authority.issue(commonName, use),
    issueBroker({ beginsIn = 0, host = '127.0.0.1' }) {
      const name = `${folder}/odd-${++issued}`
      const names = host === '127.0.0.1' ? 'IP:127.0.0.1,DNS:localhost' : `DNS:${host}`
      const ca = ['-CA', `${folder}/ca.pem`, '-CAkey', `${folder}/ca.key`]
      const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`]
      const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=${names}`]
      // The wish for a time is put into the clock of the program, since this openssl takes none.
      const request = ['openssl', 'req', '-x509', ...key, '-days', '2', ...subject, ...ca, '-out', `${name}.pem`]
      execFileSync('faketime', ['-f', `${beginsIn < 0 ? '' : '+'}${beginsIn}d`, ...request], { stdio: 'pipe' })
      const files = { ca: `${folder}/ca.pem`, cert: `${name}.pem`, key: `${name}.key` }
      const text = (file: string) => readFileSync(file, 'utf8')
      return { files, texts: { ca: text(files.ca), cert: text(files.cert), key: text(files.key) } }
    },
  }
}

/** A port of loopback that speaks TLS with a certificate and then says nothing. */
export async function startTlsServer({ texts: { cert, key } }: Issued): Promise<string> {
  const server = createServer({ cert, key }, (socket) => socket.on('error', () => socket.destroy()))
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  return `mqtts://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

/** Lines for Mosquitto's listener: TLS, and the desk's name from its certificate. */
export function tlsListener({ files }: Issued): string[] {
  return [
    `cafile ${files.ca}`,
    `certfile ${files.cert}`,
    `keyfile ${files.key}`,
    'require_certificate true',
    'use_identity_as_username true',
  ]
}
