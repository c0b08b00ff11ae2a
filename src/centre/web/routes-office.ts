import { Type } from 'typebox'
import { DeskError } from '../../core/index.ts'
import { get, json, post, type Route } from './action.ts'
import type { Answer, Ask } from './ask.ts'
import type { WebHouse } from './house.ts'
import { sessionSeconds } from './operators.ts'
import { reportCsv } from './report-csv.ts'
import { knownPlace } from './routes-pad.ts'
import { counterLabels, placesOf } from './views/labels.ts'
import { type ReportView, reportView } from './views/report.ts'

/** The cookie of an operator's session. */
export const operatorCookie = 'deskbridge-operator'

const closed = { additionalProperties: false }
const placeBody = Type.Object({ place: Type.String({ maxLength: 70 }) }, closed)

/** Signing in and out. */
export function sessionRoutes({ operators, limits, fleet }: WebHouse): Readonly<Record<string, Route>> {
  return {
    '/v1/session': get(async ({ cookies, address }) => {
      limits.look.take(address)
      return json({ signedIn: operators.isSignedIn(cookies.get(operatorCookie)), watchesDesks: fleet !== undefined })
    }),
    '/v1/sign-in': post(
      Type.Object({ password: Type.String({ maxLength: 200 }) }, closed),
      async ({ password }, { address }) => {
        limits.signIn.take(address)
        const value = operators.signIn(password.normalize('NFC'), address)
        return { kind: 'json', value: {}, cookie: { name: operatorCookie, value, keep: sessionSeconds } }
      },
    ),
    '/v1/sign-out': post(Type.Object({}, closed), async (_, { cookies }) => {
      operators.signOut(cookies.get(operatorCookie))
      return { kind: 'json', value: {}, cookie: { name: operatorCookie, value: '', keep: 0 } }
    }),
  }
}

/** What only a signed-in operator gets. */
export function officeRoutes(house: WebHouse): Readonly<Record<string, Route>> {
  const { hall, pads } = house
  const changed = () => house.lives.office.refresh(house.now())
  const routes: Readonly<Record<string, Route>> = {
    '/v1/pad-code': post(placeBody, async ({ place }) => json(pads.newCode(knownPlace(hall, place)))),
    '/v1/pad-revoke': post(placeBody, async ({ place }) => {
      pads.revoke(knownPlace(hall, place))
      house.lives.pad(place).pulse(house.now())
      changed()
      return json({})
    }),
    '/v1/conflicts': get(async () => {
      const labels = counterLabels(placesOf(hall))
      const labelOf = (place: string) => labels.get(place) ?? place
      const all = await hall.conflicts()
      return json(all.map(({ places, ...rest }) => ({ ...rest, labels: places.map(labelOf) })))
    }),
    '/v1/settle': post(
      Type.Object({ conflict: Type.Integer(), words: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
      async ({ conflict, words }) => {
        await hall.settle(conflict, words.normalize('NFC'))
        changed()
        return json({})
      },
    ),
    '/v1/report': get(async ({ query }) => json(await reportOf(house, query))),
    '/bao-cao.csv': get((ask) => csvFile(house, ask)),
  }
  return Object.fromEntries(Object.entries(routes).map(([path, route]) => [path, forOperators(house, route)]))
}

/** A route that asks for a session before anything of the body is read. */
export function forOperators({ operators, limits }: WebHouse, route: Route): Route {
  return {
    ...route,
    async run(ask) {
      limits.operate.take(ask.address)
      if (!operators.isSignedIn(ask.cookies.get(operatorCookie))) throw new DeskError('DB-WEB-014')
      return await route.run(ask)
    },
  }
}

async function reportOf({ hall }: WebHouse, query: URLSearchParams): Promise<ReportView> {
  return reportView(await hall.report(dayOf(query)), hall)
}

async function csvFile(house: WebHouse, { query, language }: Ask): Promise<Answer> {
  const separator = query.get('separator') === ';' ? ';' : ','
  const body = reportCsv(await reportOf(house, query), { language, separator })
  return { kind: 'file', type: 'text/csv; charset=utf-8', body, name: `bao-cao-${dayOf(query)}.csv` }
}

function dayOf(query: URLSearchParams): string {
  const day = query.get('day') ?? ''
  const time = /^20\d\d-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // 31 February is a pattern, but no day.
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
  if (!isDay) throw new DeskError('DB-WEB-006', { reason: 'day' })
  return day
}
