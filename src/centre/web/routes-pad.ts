import { Type } from 'typebox'
import { DeskError } from '../../core/index.ts'
import type { Hall } from '../hall/hall.ts'
import { get, json, post, type Route } from './action.ts'
import type { Ask } from './ask.ts'
import type { WebHouse } from './house.ts'
import { pairedSeconds } from './pads.ts'
import { counterLabels, placesOf } from './views/labels.ts'
import { padView } from './views/pad.ts'

/** The cookie of a paired screen. */
export const padCookie = 'deskbridge-pad'

const closed = { additionalProperties: false }
const place = Type.String({ pattern: '^[a-z0-9-]{1,31}/[a-z0-9-]{1,31}$' })

/** What a rating page asks for. */
export function padRoutes(house: WebHouse): Readonly<Record<string, Route>> {
  const { hall, pads, limits } = house
  return {
    '/v1/paired': get(async (ask) => {
      limits.look.take(ask.address)
      const place = knownPlace(hall, ask.query.get('place') ?? '')
      return json({ paired: isPaired(house, place, ask), label: counterLabels(placesOf(hall)).get(place) ?? place })
    }),
    '/v1/pair': post(
      Type.Object({ place, code: Type.String({ pattern: '^[0-9]{6}$' }) }, closed),
      async (body, { address }) => {
        limits.pair.take(address)
        const token = pads.pair(knownPlace(hall, body.place), body.code)
        house.lives.office.refresh(house.now())
        return { kind: 'json', value: {}, cookie: { name: padCookie, value: token, keep: pairedSeconds } }
      },
    ),
    '/v1/rate': post(
      Type.Object(
        {
          place,
          service: Type.String({ minLength: 1, maxLength: 64 }),
          level: Type.Integer({ minimum: 1, maximum: 10 }),
          question: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
        },
        closed,
      ),
      async ({ place, ...press }, ask) => {
        limits.rate.take(ask.address)
        if (!isPaired(house, place, ask)) throw new DeskError('DB-WEB-016', { place })
        await hall.press(place, fitting(hall, place, press))
        return json({})
      },
    ),
  }
}

/** Whether a request comes from a screen that may rate for a counter. */
export function isPaired({ pads }: WebHouse, place: string, { cookies }: Pick<Ask, 'cookies'>): boolean {
  return pads.isPaired(place, cookies.get(padCookie))
}

/** @throws DeskError DB-WEB-017 there is no such counter. */
export function knownPlace(hall: Hall, place: string): string {
  if (!placesOf(hall).includes(place)) throw new DeskError('DB-WEB-017', { place: place.slice(0, 70) })
  return place
}

interface Press {
  readonly service: string
  readonly level: number
  readonly question?: string
}

/** Only what the page was shown may be pressed: its service, its levels, its questions. */
function fitting(hall: Hall, place: string, press: Press): Press {
  const { rating } = padView(hall, place)
  if (rating?.service !== press.service) throw new DeskError('DB-WEB-018')
  const isAsked = rating.questions.some(({ id }) => id === (press.question ?? null))
  if (press.level > rating.levels.length || !isAsked) throw new DeskError('DB-WEB-006', { reason: '/level' })
  return press
}
