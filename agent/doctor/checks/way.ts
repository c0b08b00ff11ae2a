import { connect } from 'node:net'
import { DeskError } from '../../../src/core/index.ts'
import { type BrokerPlace, brokerPlace, isOnline } from '../broker-place.ts'
import { type Finding, good, judge } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'

/** Something listens where the broker should be. */
export const wayCheck: Check = { needs: ['network', 'name'], look }

async function look({ config, desk, surroundings }: Sight): Promise<readonly Finding[]> {
  const place = brokerPlace(config)
  if (!place) return []
  return isOnline(desk) ? [good('way')] : judge('way', [await reach(place, surroundings.patience)])
}

function reach({ host, port }: BrokerPlace, patience: number): Promise<DeskError | undefined> {
  const socket = connect({ host, port, timeout: patience })
  return new Promise<DeskError | undefined>((resolve) => {
    socket.once('connect', () => resolve(undefined))
    socket.once('timeout', () => resolve(new DeskError('DB-DCT-017', { host, port, reason: 'ETIMEDOUT' })))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code ?? error.message
      const code = reason === 'ECONNREFUSED' ? 'DB-DCT-016' : 'DB-DCT-017'
      resolve(new DeskError(code, { host, port, reason }, { cause: error }))
    })
  }).finally(() => socket.destroy())
}
