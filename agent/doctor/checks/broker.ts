import { connectBroker } from '../../../src/broker/index.ts'
import { DeskError, type ErrorCode, toDeskError, unpackError } from '../../../src/core/index.ts'
import type { Config } from '../../config/config.ts'
import { brokerPlace } from '../broker-place.ts'
import { bad, type Finding, good } from '../finding.ts'
import type { Health } from '../health.ts'
import { rightsOf } from '../rights.ts'
import type { Check, Sight } from '../sight.ts'
import { speechAt } from '../speaks.ts'

/**
 * The broker takes this desk, and lets it speak and listen. A running desk knows; for one that does not run somebody of
 * another name asks, so that a desk of that name somewhere else stays where it is.
 */
export const brokerCheck: Check = { needs: ['network', 'name', 'way', 'certificate'], look }

/** Errors that do not say whether it is a broker at all that was met. */
const vague: readonly ErrorCode[] = ['DB-LNK-001', 'DB-LNK-004', 'DB-LNK-005', 'DB-LNK-020']
/** What is about what the broker allows, and not about whether it takes the desk. */
const ofRights: readonly ErrorCode[] = ['DB-LNK-007', 'DB-LNK-022']
/** Another PC of our name. */
const ofName: readonly ErrorCode[] = ['DB-LNK-003', 'DB-LNK-024', 'DB-JRN-003']
/** Numbers of MQTT by which a broker refuses the name of a client, and not who it is. */
const strangeName = [0x02, 0x85]

async function look(sight: Sight): Promise<readonly Finding[]> {
  const { desk } = sight
  if (desk.kind === 'running') return await ofRunning(desk.health, sight)
  return desk.kind === 'stopped' ? await ofStopped(sight) : []
}

async function ofRunning({ status, centre }: Health, sight: Sight): Promise<readonly Finding[]> {
  const alarms = centre.alarms.map((alarm) => unpackError(alarm, 'DB-AGT-003'))
  const problem = status.online ? undefined : (centre.problem ?? { code: 'DB-LNK-001', args: {} })
  const told = problem && unpackError(problem, 'DB-LNK-001')
  const twins = alarms.filter(({ code }) => ofName.includes(code))
  const rights = [...alarms, ...(told ? [told] : [])].filter(({ code }) => ofRights.includes(code))
  const closed = told && !ofRights.includes(told.code) && twins.every(({ code }) => code !== told.code)
  const broker = [...twins, ...(closed ? [await closer(told, sight)] : [])]
  return [
    ...(broker.length > 0 ? broker.map((error) => bad('broker', error)) : [good('broker')]),
    ...(rights.length > 0 ? rights.map((error) => bad('rights', error)) : closed ? [] : [good('rights')]),
  ]
}

async function ofStopped(sight: Sight): Promise<readonly Finding[]> {
  const { config } = sight
  try {
    const session = await connectBroker(guestSettings(config))
    try {
      return [good('broker'), ...(await rightsOf(session, sight))]
    } finally {
      session.end()
      await session.closed
    }
  } catch (error) {
    const { reasonCode } = ((error as Error).cause ?? {}) as { readonly reasonCode?: number }
    // A broker that knows its desks by that name lets nobody else ask.
    if (reasonCode !== undefined && strangeName.includes(reasonCode)) return []
    return [bad('broker', await closer(toDeskError(error, 'DB-LNK-001'), sight))]
  }
}

/**
 * The settings of the desk under another name. Where the broker goes by the name in the certificate instead, this is the
 * session of the desk itself, which must stay as it is; hence it is kept there.
 */
function guestSettings(config: Config): ReturnType<Config['broker']> {
  const settings = config.broker()
  const session = settings.cert === undefined ? 'forgotten' : 'kept'
  return { ...settings, clientId: `${settings.clientId}/doctor`, session }
}

/** Says more than that there is no connection, where one port was taken for another. */
async function closer(error: DeskError, { config, surroundings }: Sight): Promise<DeskError> {
  const place = brokerPlace(config)
  if (!place || !vague.includes(error.code)) return error
  const { host, port, isTls } = place
  const speech = await speechAt(host, port, surroundings.patience)
  if (isTls && speech === 'something else') return new DeskError('DB-DCT-018', { host, port }, { cause: error })
  if (!isTls && speech === 'tls') return new DeskError('DB-DCT-019', { host, port }, { cause: error })
  return error
}
