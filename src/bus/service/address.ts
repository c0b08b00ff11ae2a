import { isIP, type LookupFunction } from 'node:net'
import { DeskError } from '../../core/index.ts'
import type { ServiceAddress } from '../wire.ts'

/**
 * The place of a service: this PC, by number or by its one name, or the one address that the site has pinned.
 * @throws DeskError DB-SVC-004 for any other: what such a service says is personal data.
 */
export function placeOf({ url, pinned }: ServiceAddress, protocols: readonly string[]): URL {
  if (URL.canParse(url)) {
    const place = new URL(url)
    const host = place.hostname.replace(/^\[|\]$/g, '')
    const isHere = isLoopback(host) || (isIP(host) !== 0 && host === pinned)
    if (isHere && protocols.includes(place.protocol)) return place
  }
  throw new DeskError('DB-SVC-004', { url })
}

/** How to connect to a place: no name is ever looked up, and an unknown certificate is taken only where that was said. */
export function connecting({ selfSigned = false }: ServiceAddress) {
  return { lookup: lookUpNothing, rejectUnauthorized: !selfSigned }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** `localhost` is the only name that comes here, and somebody may have given it another meaning. */
const lookUpNothing: LookupFunction = (_name, { all }, done) => {
  if (all) done(null, [loopback4, loopback6])
  else done(null, loopback4.address, loopback4.family)
}

const loopback4 = { address: '127.0.0.1', family: 4 }
const loopback6 = { address: '::1', family: 6 }
