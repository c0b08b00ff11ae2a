import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeTlv } from '../../src/card/chip/tlv.ts'
import { integer, nothing, octets, oid, sequence } from './der.ts'

/** A country that issues cards: its authority (CSCA) and one signer of documents. Everything is made by openssl. */
export interface Issuer {
  /** The certificate of the authority, as PEM. */
  readonly authority: string
  readonly authorityFile: string
  /** EF.SOD: the hashes of data groups, signed. */
  sign(groups: ReadonlyMap<number, Uint8Array>): Uint8Array
}

/** With what a country signs. */
export type IssuerKind = 'rsa' | 'rsa-pss' | 'brainpool' | 'nist'

const keys: Readonly<Record<IssuerKind, readonly string[]>> = {
  rsa: ['rsa:2048'],
  'rsa-pss': ['rsa:2048'],
  brainpool: ['ec', '-pkeyopt', 'ec_paramgen_curve:brainpoolP256r1'],
  nist: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
}

const settings = '[req]\ndistinguished_name = name\n[name]\n'

/** Makes a country in an empty folder. Two of one country have the same names and different keys. */
export function makeIssuer(folder: string, kind: IssuerKind = 'rsa', country = 'VN'): Issuer {
  const file = (name: string) => join(folder, name)
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe', cwd: folder })
  const pss = kind === 'rsa-pss' ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'] : []
  const certify = (name: string, about: readonly string[]) => {
    const days = name === 'csca' ? '3650' : '900'
    const key = ['-newkey', ...keys[kind], '-nodes', '-days', days, '-keyout', `${name}.key`]
    const extensions = about.flatMap((extension) => ['-addext', extension])
    const [common, ...more] =
      name === 'csca' ? ['CSCA thu nghiem'] : ['DS thu nghiem', '-CA', 'csca.pem', '-CAkey', 'csca.key']
    const subject = ['-subj', `/C=${country}/O=Noi cap thu nghiem/CN=${common}`]
    openssl(
      'req',
      '-config',
      'settings',
      '-x509',
      ...key,
      ...subject,
      ...extensions,
      ...more,
      ...pss,
      '-out',
      `${name}.pem`,
    )
  }
  writeFileSync(file('settings'), settings)
  certify('csca', ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign,cRLSign'])
  certify('ds', ['keyUsage=critical,digitalSignature'])
  return {
    authority: readFileSync(file('csca.pem'), 'utf8'),
    authorityFile: file('csca.pem'),
    sign(groups) {
      writeFileSync(file('hashes.der'), securityObject(groups))
      const padding = kind === 'rsa-pss' ? ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:digest'] : []
      const form = ['-binary', '-outform', 'DER', '-nodetach', '-nosmimecap', '-econtent_type', '2.23.136.1.1.1']
      const signer = ['-signer', 'ds.pem', '-inkey', 'ds.key', '-md', 'sha256', ...padding]
      openssl('cms', '-sign', '-in', 'hashes.der', ...form, ...signer, '-out', 'sod.der')
      return writeTlv(0x77, readFileSync(file('sod.der')))
    },
  }
}

/** LDSSecurityObject (ICAO 9303-10, 4.6.2). */
function securityObject(groups: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const hashes = [...groups].map(([number, file]) =>
    sequence(integer(number), octets(createHash('sha256').update(file).digest())),
  )
  return sequence(integer(0), sequence(oid('2.16.840.1.101.3.4.2.1'), nothing), sequence(...hashes))
}
