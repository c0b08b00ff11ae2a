import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeDeskKey, publicKeyOf } from '../../identity/index.ts'
import type { Enrolment } from './enrolment.ts'
import { revocationFile } from './mosquitto-files.ts'

/** Files that a broker and the centre's server need, as `install/centre/mosquitto.conf` names them. */
export const kitFiles = {
  desks: 'desks-ca.pem',
  servers: 'servers-ca.pem',
  brokerCertificate: 'broker.pem',
  brokerKey: 'broker.key',
  centreCertificate: 'centre.pem',
  centreKey: 'centre.key',
  revoked: revocationFile,
} as const

/**
 * Writes certificates for the broker, for hosts by which desks and the centre call it, and for the centre's own client.
 * Written again they are new ones; the authorities stay.
 */
export async function writeBrokerKit(enrolment: Enrolment, folder: string, hosts: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 })
  const issue = (name: string, cert: string, keyFile: string, names: readonly string[]) => {
    const key = makeDeskKey()
    write(keyFile, key)
    write(cert, enrolment.issueServer(name, publicKeyOf(key), names).certificate)
  }
  const { desks, servers } = enrolment.authorities
  write(kitFiles.desks, desks.certificate)
  write(kitFiles.servers, servers.certificate)
  issue(hosts[0] ?? 'broker', kitFiles.brokerCertificate, kitFiles.brokerKey, hosts)
  // The shipped rules know the server of the centre by this name.
  issue('centre', kitFiles.centreCertificate, kitFiles.centreKey, [])
  write(kitFiles.revoked, await enrolment.revocationList())
}
