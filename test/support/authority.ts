import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A certificate of an {@link Authority} and its key: the files, and their texts as a client takes them. */
export interface Issued {
  readonly files: { readonly ca: string; readonly cert: string; readonly key: string }
  readonly texts: { readonly ca: string; readonly cert: string; readonly key: string }
}

/** An authority for certificates with elliptic keys, as `install/centre` advises. */
export interface Authority {
  /** Its own certificate, as a file and as text. */
  readonly file: string
  readonly text: string
  /** Issues a certificate for a common name; one for a broker is valid for this machine's loopback address too. */
  issue(commonName: string, use?: 'client' | 'broker'): Issued
}

const ellipticKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']

/** Makes an authority whose files lie in `folder`. */
export function makeAuthority(folder: string): Authority {
  mkdirSync(folder, { recursive: true })
  const at = (name: string) => join(folder, name)
  const make = (name: string, commonName: string, more: readonly string[]) => {
    const subject = `/CN=${commonName.replace(/[/+]/g, '\\$&')}`
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)]
    execFileSync('openssl', ['req', '-x509', ...ellipticKey, '-subj', subject, ...more, ...files], { stdio: 'pipe' })
  }
  make('ca', 'Trung tam', [])
  let issued = 0
  return {
    file: at('ca.pem'),
    text: readFileSync(at('ca.pem'), 'utf8'),
    issue(commonName, use = 'client') {
      const name = `${use}-${++issued}`
      const signed = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-addext', 'basicConstraints=critical,CA:false']
      const names = use === 'broker' ? ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'] : []
      make(name, commonName, [...signed, ...names])
      const files = { ca: at('ca.pem'), cert: at(`${name}.pem`), key: at(`${name}.key`) }
      const text = (file: string) => readFileSync(file, 'utf8')
      return { files, texts: { ca: text(files.ca), cert: text(files.cert), key: text(files.key) } }
    },
  }
}
