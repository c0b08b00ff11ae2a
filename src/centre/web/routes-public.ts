import { Type } from 'typebox'
import { DeskError } from '../../core/index.ts'
import { get, json, post, type Route } from './action.ts'
import type { WebHouse } from './house.ts'
import { counterLabels, placesOf } from './views/labels.ts'

const closed = { additionalProperties: false }
const longestTicket = 20

/** What anybody in the network may ask for: a ticket, how a ticket is, and the voice. */
export function publicRoutes({ hall, limits, voice }: WebHouse): Readonly<Record<string, Route>> {
  return {
    '/v1/issue': post(
      Type.Object(
        { field: Type.String({ minLength: 1, maxLength: 100 }), priority: Type.Optional(Type.Boolean()) },
        closed,
      ),
      async ({ field, priority = false }, { address }) => {
        limits.issue.take(address)
        const { ticket, ahead = 0 } = await hall.issue(field, { priority })
        return json({ ticket, field, priority, ahead })
      },
    ),
    '/v1/ticket': get(async ({ query, address }) => {
      limits.look.take(address)
      const asked = (query.get('ticket') ?? '').normalize('NFC').trim().toUpperCase()
      const found = asked && asked.length <= longestTicket ? await hall.find(asked) : undefined
      if (!found) throw new DeskError('DB-WEB-007', { path: asked.slice(0, longestTicket) })
      const { ticket, state, counter, ahead = 0 } = found
      const label = counter === null ? null : (counterLabels(placesOf(hall)).get(counter) ?? counter)
      return json({ ticket, state, label, ahead })
    }),
    '/v1/voice': get(async ({ address }) => {
      limits.look.take(address)
      return json({ syllables: [...voice.keys()] })
    }),
  }
}

/** A recorded syllable. */
export function voiceFile({ voice }: WebHouse, path: string): Uint8Array | undefined {
  return voice.get(/^\/voice\/([a-z0-9]{1,10})\.wav$/.exec(path)?.[1] ?? '')
}
