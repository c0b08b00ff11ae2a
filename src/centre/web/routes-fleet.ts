import { Type } from 'typebox'
import { DeskError } from '../../core/index.ts'
import { json, post, type Route } from './action.ts'
import type { WebHouse } from './house.ts'
import { forOperators } from './routes-office.ts'
import type { FleetAct } from './views/fleet.ts'

/**
 * What can be done with desks from the page, each where the centre can. They resolve once it is done or on its way, and
 * reject with a DeskError that the page shows.
 */
export interface FleetActs {
  /** Cuts a desk off and lets it come back only with a new code. */
  block?(desk: string): Promise<void>
  /** Asks a desk for its support bundle. */
  bundle?(desk: string): Promise<void>
  /** Sends every desk its part of the centre's configuration file. */
  configure?(): Promise<void>
  /** Offers the newest release to the next desks. */
  wave?(): Promise<void>
}

const closed = { additionalProperties: false }
const deskBody = Type.Object({ desk: Type.String({ maxLength: 70 }) }, closed)
const noBody = Type.Object({}, closed)

/** The acts that this centre has. */
export function actsOf(acts: FleetActs): readonly FleetAct[] {
  return (['block', 'bundle', 'configure', 'wave'] as const).filter((act) => acts[act] !== undefined)
}

/** What only a signed-in operator may do with desks. */
export function fleetRoutes(house: WebHouse): Readonly<Record<string, Route>> {
  const { fleet } = house
  if (!fleet) return {}
  const { acts, watch } = fleet
  const withDesk = (act: 'block' | 'bundle') =>
    post(deskBody, async ({ desk }) => {
      if (!watch.look().some((one) => one.desk === desk)) throw new DeskError('DB-WEB-007', { path: desk })
      const run = acts[act]
      if (!run) throw new DeskError('DB-FLT-013')
      await run(desk)
      return json({})
    })
  const withAll = (act: 'configure' | 'wave') =>
    post(noBody, async () => {
      const run = acts[act]
      if (!run) throw new DeskError('DB-FLT-013')
      await run()
      return json({})
    })
  const routes: Readonly<Record<string, Route>> = {
    '/v1/fleet/block': withDesk('block'),
    '/v1/fleet/bundle': withDesk('bundle'),
    '/v1/fleet/configure': withAll('configure'),
    '/v1/fleet/wave': withAll('wave'),
  }
  return Object.fromEntries(Object.entries(routes).map(([path, route]) => [path, forOperators(house, route)]))
}
