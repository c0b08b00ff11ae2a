import { DeskError, type Log } from '../core/index.ts'
import { readCode } from './code.ts'
import { createEstClient } from './est/client.ts'
import type { IdentityFolder } from './folder.ts'
import type { CentreAbout, DeskIdentity } from './identity.ts'
import { chooseKeeper } from './keepers/choose.ts'
import { fullName } from './names.ts'
import { meetCentre } from './trust.ts'

/** What is being done while a PC is enrolled. */
export type EnrolStep = 'centre' | 'key' | 'certificate'

/** What a person gives to enrol a desk. */
export interface EnrolOrder {
  readonly folder: IdentityFolder
  /** `https://host:port`. */
  readonly server: string
  readonly desk: string
  readonly code: string
  /** The centre that this PC is meant for, where that is known. */
  readonly centre?: string
  /** For an authority that is not a centre of ours: what a centre of ours would have proven and told. */
  readonly foreign?: CentreAbout & { readonly centre: string; readonly ca: string }
  readonly log: Log
  /** Told as each step begins. */
  readonly began?: (step: EnrolStep) => void
}

/**
 * Makes this PC a desk of a centre: trust by the code, a key that never leaves this PC, a certificate for it.
 * An identity that is there already holds until the new one is whole.
 * @throws DeskError DB-IDN-012 the code cannot be right, and those of {@link meetCentre} and `createEstClient`.
 */
export async function enrolDesk(order: EnrolOrder): Promise<DeskIdentity> {
  const { folder, server, desk, foreign, log, began = () => undefined } = order
  const code = foreign ? order.code : readCode(order.code)
  if (code === undefined) throw new DeskError('DB-IDN-012')
  began('centre')
  const { centre, ca, ...about } = foreign ?? (await welcomed(server, desk, code))
  if (order.centre !== undefined && order.centre !== centre)
    throw new DeskError('DB-IDN-015', { enrolled: `${centre}/${desk}`, written: `${order.centre}/${desk}` })
  began('key')
  const { key, level } = await folder.begin(chooseKeeper(log))
  began('certificate')
  const est = createEstClient(server, { ca })
  const cert = await est.enrol(fullName({ centre, desk }), key, { user: desk, password: code })
  return await folder.adopt({ centre, desk, server, level, ca, cert, key, ...about })
}

async function welcomed(server: string, desk: string, code: string): Promise<NonNullable<EnrolOrder['foreign']>> {
  const { authorities, centre, broker, root, signingKeys } = await meetCentre(server, desk, code)
  return { centre, broker, root, signingKeys, ca: authorities.join('') }
}
