import type { Log } from '../core/index.ts'
import { createEstClient } from './est/client.ts'
import type { IdentityFolder } from './folder.ts'
import type { DeskIdentity } from './identity.ts'
import { chooseKeeper } from './keepers/choose.ts'
import { fullName } from './names.ts'
import { askAbout, tellInUse } from './trust.ts'

/** What a renewal needs. */
export interface RenewalOptions {
  readonly folder: IdentityFolder
  readonly log: Log
  /** Resolves when the broker takes an identity; rejects when it does not. */
  prove(candidate: Omit<DeskIdentity, 'generation' | 'from' | 'until'>): Promise<void>
}

/**
 * Fetches a new key's certificate beside the old one, proves it at the broker, and only then takes it into use. An
 * expired certificate is shown like any other: whether it is still good for this is the centre's to say.
 * @throws DeskError DB-IDN-… as `createEstClient`, or what `prove` rejects with; the old identity holds.
 */
export async function renewIdentity(current: DeskIdentity, options: RenewalOptions): Promise<DeskIdentity> {
  const { folder, log } = options
  const { centre, desk, server, broker, root, signingKeys } = current
  const trust = { ca: current.ca, cert: current.cert, key: current.key }
  const est = createEstClient(server, trust)
  // The centre may have moved, or have new authorities: said over a connection that the old ones vouch for.
  const about = (await askAbout(server, trust)) ?? { broker, root, signingKeys }
  const ca = (await est.authorities()).join('')
  const { key, level } = await folder.begin(chooseKeeper(log))
  const cert = await est.renew(fullName(current), key)
  const candidate = { centre, desk, server, level, ca, cert, key, ...about }
  await options.prove(candidate)
  const adopted = await folder.adopt(candidate)
  await tellOld(adopted, log)
  return adopted
}

/** Should the word be lost, the old certificate lives to its end and no longer. */
async function tellOld({ server, ca, cert, key }: DeskIdentity, log: Log): Promise<void> {
  await tellInUse(server, { ca, cert, key }).catch((error: unknown) => {
    log.warn('the centre was not told that the new certificate is in use', { reason: String(error) })
  })
}
