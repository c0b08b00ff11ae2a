import { DeskError } from '../../core/index.ts'
import type { Ask } from './ask.ts'
import type { WebHouse } from './house.ts'
import type { ViewerBounds } from './options.ts'
import { operatorCookie } from './routes-office.ts'
import { isPaired, knownPlace } from './routes-pad.ts'
import type { Following } from './sockets.ts'

/** One tablet of each of a hundred counters, and a second try of each. */
const padBounds = { kind: 'pad', total: 200, perAddress: 64 } as const
const officeBounds = { kind: 'office', total: 16, perAddress: 8 } as const

/**
 * What a socket may follow.
 * @throws DeskError DB-WEB-007, 011, 014, 016, 017.
 */
export function followingOf(house: WebHouse, ask: Omit<Ask, 'json'>, viewers: ViewerBounds): Following {
  const { path, query, address, cookies } = ask
  house.limits.look.take(address)
  switch (path) {
    case '/v1/board':
      return { live: house.lives.board, mayFollow: () => true, query, address, bounds: { kind: 'board', ...viewers } }
    case '/v1/pad': {
      const place = knownPlace(house.hall, query.get('place') ?? '')
      const mayFollow = () => isPaired(house, place, ask)
      if (!mayFollow()) throw new DeskError('DB-WEB-016', { place })
      return { live: house.lives.pad(place), mayFollow, query, address, bounds: padBounds }
    }
    case '/v1/office': {
      const mayFollow = () => house.operators.isSignedIn(cookies.get(operatorCookie))
      if (!mayFollow()) throw new DeskError('DB-WEB-014')
      return { live: house.lives.office, mayFollow, query, address, bounds: officeBounds }
    }
    case '/v1/fleet': {
      const live = house.lives.fleet
      if (!live) throw new DeskError('DB-WEB-007', { path })
      const mayFollow = () => house.operators.isSignedIn(cookies.get(operatorCookie))
      if (!mayFollow()) throw new DeskError('DB-WEB-014')
      return { live, mayFollow, query, address, bounds: officeBounds }
    }
    default:
      throw new DeskError('DB-WEB-007', { path })
  }
}
