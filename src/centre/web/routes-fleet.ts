import { Type } from 'typebox'
import { DeskError } from '../../core/index.ts'
import type { WatchedDesk } from '../fleet/index.ts'
import { get, json, post, type Route } from './action.ts'
import type { Answer } from './ask.ts'
import type { FleetActs } from './fleet-acts.ts'
import type { WatchedFleet, WebHouse } from './house.ts'
import { forOperators } from './routes-office.ts'
import { checkedView, workView } from './views/fleet-work.ts'

const closed = { additionalProperties: false }
const name = Type.String({ maxLength: 70 })
const desk = Type.Object({ desk: name }, closed)
const noBody = Type.Object({}, closed)
/** What five thousand desks need. As JSON it is a little longer. */
const largestPlan = 512 * 1024
const source = Type.String({ minLength: 1, maxLength: largestPlan })
const mostFirst = 5_000

/** What only a signed-in operator may do with desks. */
export function fleetRoutes(house: WebHouse): Readonly<Record<string, Route>> {
  const { fleet } = house
  if (!fleet) return {}
  const { acts } = fleet
  const routes: Readonly<Record<string, Route>> = {
    ...deskRoutes(house, fleet),
    ...configurationRoutes(acts),
    '/v1/fleet/work': get(async () => json(await workView(acts))),
    '/v1/fleet/bundle': post(desk, async ({ desk: full }) => {
      if (!watched(fleet, full).online) throw new DeskError('DB-SUP-007', { desk: full })
      await can(acts.bundles).ask(full)
      return json({})
    }),
    '/goi-ho-tro.zip': get(async ({ query }) => await bundleFile(acts, query.get('name') ?? '')),
    '/v1/fleet/wave': post(noBody, async () => {
      if (!acts.wave) throw new DeskError('DB-FLT-013')
      await acts.wave()
      return json({})
    }),
  }
  return Object.fromEntries(Object.entries(routes).map(([path, route]) => [path, forOperators(house, route)]))
}

/** One act each. A desk that is there is named as the page shows it; a new name is short, as it is said to people. */
function deskRoutes({ lives, now }: WebHouse, fleet: WatchedFleet): Readonly<Record<string, Route>> {
  const desks = () => can(fleet.acts.desks)
  const told = async (act: Promise<unknown>) => {
    const given = await act
    lives.fleet?.refresh(now())
    return json(given ?? {})
  }
  const withDesk = (act: 'replace' | 'unblock' | 'block' | 'stolen' | 'wipe') =>
    post(desk, async ({ desk: full }) => await told(desks()[act](enrolled(fleet, full))))
  return {
    '/v1/fleet/code': post(desk, async ({ desk: short }) => await told(desks().code(short))),
    '/v1/fleet/move': post(Type.Object({ desk: name, to: name }, closed), async ({ desk: full, to }) => {
      return await told(desks().move(enrolled(fleet, full), to))
    }),
    '/v1/fleet/replace': withDesk('replace'),
    '/v1/fleet/unblock': withDesk('unblock'),
    '/v1/fleet/block': withDesk('block'),
    '/v1/fleet/stolen': withDesk('stolen'),
    '/v1/fleet/wipe': withDesk('wipe'),
  }
}

function configurationRoutes(acts: FleetActs): Readonly<Record<string, Route>> {
  const pushBody = Type.Object({ source, first: Type.Integer({ minimum: 0, maximum: mostFirst }) }, closed)
  const check = post(Type.Object({ source }, closed), async (body) =>
    json(checkedView(await can(acts.configuration).check(body.source))),
  )
  const push = post(pushBody, async (body) => json(await can(acts.configuration).push(body.source, body.first)))
  return {
    '/v1/fleet/check': { ...check, largest: 2 * largestPlan },
    '/v1/fleet/push': { ...push, largest: 2 * largestPlan },
  }
}

async function bundleFile({ bundles }: FleetActs, file: string): Promise<Answer> {
  const body = await can(bundles).read(file)
  return { kind: 'file', type: 'application/zip', body, name: file }
}

/** A desk that this centre watches, by its full name. */
function watched({ watch }: WatchedFleet, full: string): WatchedDesk {
  const found = watch.look().find((one) => one.desk === full)
  if (!found) throw new DeskError('DB-WEB-007', { path: full })
  return found
}

/** The short name of a desk that this centre has enrolled: a desk of another centre may have the same. */
function enrolled(fleet: WatchedFleet, full: string): string {
  if (!watched(fleet, full).enrolled) throw new DeskError('DB-CTR-047', { desk: full })
  return full.split('/')[1] ?? ''
}

/** What a centre can do; some cannot. */
function can<T>(power: T | undefined): T {
  if (power === undefined) throw new DeskError('DB-FLT-013')
  return power
}
