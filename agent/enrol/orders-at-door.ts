import { type Clock, type Log, type Timer, toDeskError } from '../../src/core/index.ts'
import { askOrder, type DeskIdentity, IdentityFolder, tellForgotten } from '../../src/identity/index.ts'
import type { LinkStatus } from '../../src/link/index.ts'
import { beginWipe } from './wipe.ts'

/** What asking needs. */
export interface DoorOptions {
  readonly dataFolder: string
  /** How the broker treats this desk. */
  way(): Pick<LinkStatus, 'state' | 'alarms'>
  /** Everything is to be forgotten: the keys are gone already. */
  wiped(): void
  readonly clock: Clock
  readonly log: Log
}

const lookEvery = 5_000
/** A desk that is shut out stays so for long, and its centre has others to look after. */
const askEvery = 60_000

/**
 * A PC that was reported stolen is shut out at once, so that no order can reach it by MQTT: while the broker refuses this
 * desk or throws it out, it asks at the door where it was enrolled whether it is to forget everything.
 */
export function askAtDoor({ dataFolder, way, wiped, clock, log }: DoorOptions): { stop(): void } {
  let notBefore = Number.NEGATIVE_INFINITY
  let stopped = false
  let next: Timer | undefined
  const ask = async () => {
    notBefore = clock.mono() + askEvery
    const identity = new IdentityFolder(dataFolder).read()
    const order = identity && (await askOrder(identity))
    if (!identity || !order || stopped) return
    const refusal = await beginWipe(dataFolder, order)
    if (refusal !== undefined) return log.warn('an order to forget everything does not hold', { reason: refusal })
    stopped = true
    await told(identity, log)
    wiped()
  }
  const look = async () => {
    try {
      if (isUnwelcome(way()) && clock.mono() >= notBefore) await ask()
    } catch (error) {
      log.debug(toDeskError(error, 'DB-IDN-003', { server: '–' }).message)
    }
    if (!stopped) next = clock.after(lookEvery, () => void look())
  }
  next = clock.after(lookEvery, () => void look())
  return {
    stop() {
      stopped = true
      next?.cancel()
    },
  }
}

/** A centre that is not told goes on waiting on its page; the keys are gone all the same. */
async function told(identity: DeskIdentity, log: Log): Promise<void> {
  await tellForgotten(identity).catch((error: unknown) => {
    log.warn('the centre was not told that everything is forgotten', { reason: String(error) })
  })
}

/** A broker that knows no list of revoked certificates lets a desk in that is shut out, and its centre throws it out. */
function isUnwelcome({ state, alarms }: Pick<LinkStatus, 'state' | 'alarms'>): boolean {
  return state === 'refused' || alarms.length > 0
}
