import { join } from 'node:path'
import type { BrokerSettings } from '../../src/broker/index.ts'
import { DeskError } from '../../src/core/index.ts'
import { type DeskIdentity, type DeskName, fullName, IdentityFolder, identityFolder } from '../../src/identity/index.ts'
import type { Config } from '../config/config.ts'

/**
 * Broker, certificate and key as enrolment left them, read anew when they change. Throws DeskError DB-IDN-001 not
 * enrolled, -002 damaged, -015 enrolled under another name; the desk keeps what happens until that is mended.
 */
export function enrolledBroker(dataFolder: string, name: DeskName): () => Omit<BrokerSettings, 'will'> {
  const folder = new IdentityFolder(dataFolder)
  let version: string | undefined
  let settings: Omit<BrokerSettings, 'will'> | undefined
  return () => {
    const newest = folder.version()
    if (settings === undefined || newest !== version) settings = settingsOf(identityOf(folder, name), dataFolder)
    version = newest
    return settings
  }
}

/** In place of an address on a desk that knows none. */
export const noBroker = '–'

/** Where the broker is, as far as this desk knows; else {@link noBroker}. */
export function brokerName(config: Config): string {
  try {
    return config.broker().url
  } catch {
    return noBroker
  }
}

function identityOf(folder: IdentityFolder, name: DeskName): DeskIdentity {
  const identity = folder.read()
  if (!identity) throw new DeskError('DB-IDN-001')
  if (fullName(identity) !== fullName(name))
    throw new DeskError('DB-IDN-015', { enrolled: fullName(identity), written: fullName(name) })
  return identity
}

function settingsOf(identity: DeskIdentity, dataFolder: string): Omit<BrokerSettings, 'will'> {
  const { broker, ca, cert, key, generation } = identity
  const at = (file: string) => join(dataFolder, identityFolder, String(generation), file)
  const files = { ca: at('ca.pem'), cert: at('cert.pem'), key: at('key') }
  return { url: broker, clientId: fullName(identity), ca, cert, key, files }
}
