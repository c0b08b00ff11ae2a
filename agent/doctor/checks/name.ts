import { lookup } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'
import { DeskError } from '../../../src/core/index.ts'
import { brokerName, noBroker } from '../../enrol/enrolled-broker.ts'
import { type BrokerPlace, brokerPlace, isOnline } from '../broker-place.ts'
import { bad, type Finding, good } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'

/** This PC has a network, and somebody knows the name of the broker. */
export const nameCheck: Check = { needs: [], look }

async function look({ config, desk }: Sight): Promise<readonly Finding[]> {
  const place = brokerPlace(config)
  const url = brokerName(config)
  // That a desk is not enrolled is told with its certificate.
  if (!place) return url === noBroker ? [] : [bad('name', new DeskError('DB-LNK-008', { url }))]
  if (place.isThisPc) return []
  if (isOnline(desk)) return [good('network'), ...(place.isName ? [good('name')] : [])]
  if (!hasNetwork()) return [bad('network', new DeskError('DB-AGT-048'))]
  return [good('network'), ...(place.isName ? [await resolveName(place)] : [])]
}

function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some(({ internal }) => !internal))
}

async function resolveName({ host }: BrokerPlace): Promise<Finding> {
  try {
    await lookup(host)
    return good('name')
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    return bad('name', new DeskError('DB-DCT-015', { host, reason }, { cause: error }))
  }
}
