import { openHall } from '../../../src/centre/hall/open-hall.ts'
import { recordFacts } from '../../../src/centre/hall/record.ts'
import { type HallPlan, openPlan, openSqliteStore } from '../../../src/centre/index.ts'
import { formatTime, type Request, type RequestName } from '../../../src/contract/index.ts'
import { uuidv7 } from '../../../src/core/index.ts'
import { silentLog, systemClock, systemRandom } from '../../support/faces.ts'
import { busyPlan, deskName } from './busy-plan.ts'

const visitors = 1_200

/** How long the hall takes for the answer to "next" while it is full: with its database on this disk. */
export async function measureDecisions(
  folder: string,
  { desks, calls }: { readonly desks: number; readonly calls: number },
): Promise<number[]> {
  const plan: HallPlan = { ...openPlan, ...busyPlan(desks) }
  const store = await openSqliteStore({ folder, clock: systemClock, effect: recordFacts(plan, systemClock.wall) })
  const post = {
    configure: async () => undefined,
    shareWaiting: async () => undefined,
    command: async () => ({ id: '', state: 'done' }) as const,
  }
  const world = { clock: systemClock, random: systemRandom, log: silentLog }
  const hall = await openHall({ ...world, plan, database: store.database, post })
  for (let n = 0; n < visitors; n++) {
    const field = plan.fields[n % plan.fields.length]
    await hall.issue(field?.id ?? '', { priority: n % 10 === 0 })
  }
  const times: number[] = []
  for (let n = 0; n < calls; n++) {
    const counter = n % desks
    const command = uuidv7(systemClock.wall(), systemRandom)
    const asked = performance.now()
    await hall.answer(`${plan.centre}/${deskName(counter)}`, requestOf('call.next', counter), command)
    times.push(performance.now() - asked)
    hall.result({ id: command, state: 'done' })
  }
  await hall.stop()
  await store.close()
  return times
}

function requestOf(name: RequestName, counter: number): Request {
  const now = systemClock.wall()
  return {
    id: uuidv7(now, systemRandom),
    name,
    counter: String(counter + 1),
    args: {},
    madeAt: formatTime(now),
    notAfter: formatTime(now + 5_000),
    clock: 'synced',
  }
}
