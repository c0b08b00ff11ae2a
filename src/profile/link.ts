import type { BusInfo, Link, ServicePlace } from './model.ts'
import type { Problems } from './problems.ts'
import type { LinkSpec } from './schema/index.ts'

/** Wires on which silence is filled by others: two devices that speak at once are noise. */
const defaultTurnaroundMs = 5

/** The wire of a profile, every default filled in. */
export function planLink(spec: LinkSpec, problems: Problems): Link {
  if ('tcp' in spec) return { kind: 'tcp' }
  if ('hid' in spec) return { kind: 'hid', numbered: false, spacing: 0, ...spec.hid }
  if ('keyboard' in spec) return { kind: 'keyboard', ...spec.keyboard }
  if ('pcsc' in spec) return { kind: 'pcsc', protocol: 'any', ...spec.pcsc }
  if ('ws' in spec) return { kind: 'ws', otherText: 'ignore', ...spec.ws, ...planPlace(spec.ws, problems.at('ws')) }
  if ('socketio' in spec)
    return { kind: 'socketio', ...documents, ...planPlace(spec.socketio, problems.at('socketio')) }
  if ('rest' in spec) return { kind: 'rest', ...documents, ...planPlace(spec.rest, problems.at('rest')) }
  const defaults = { data: 8, parity: 'none', stop: 1, flow: 'none', openDelay: 0 } as const
  return { kind: 'serial', ...defaults, ...spec.serial }
}

/** The addresses of a line that several devices share. */
export function planBus(spec: LinkSpec, problems: Problems): BusInfo | undefined {
  if (!('bus' in spec) || !spec.bus) return undefined
  const { address, turnaround, gap } = spec.bus
  const [lowest = 0, highest = 0] = address.range
  if (lowest > highest) problems.at('address', 'range').add('DB-PRO-026', { low: lowest, high: highest })
  return { param: address.param, lowest, highest, turnaround: turnaround ?? defaultTurnaroundMs, gap: gap ?? 0 }
}

/** What our end of these wires makes of everything that arrives. */
const documents = { frames: 'json', otherText: 'unknown' } as const

type PlaceSpec = Extract<LinkSpec, { rest: unknown }>['rest']

/** The place of a service, as its wire wants it. */
function planPlace({ url, pinned, loopbackOnly, selfSigned, max }: PlaceSpec, problems: Problems): ServicePlace {
  const host = hostOf(url)
  const isAllowed = isLoopback(host) || (loopbackOnly === undefined && pinned !== undefined && pinned === host)
  if (!isAllowed) problems.at('url').add('DB-PRO-064', { host })
  return {
    url,
    max: max ?? defaultMaxMessage,
    ...(pinned === undefined ? {} : { pinned }),
    ...(selfSigned === undefined ? {} : { selfSigned }),
  }
}

const defaultMaxMessage = 1_048_576

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : url
}

/** A name could lead anywhere tomorrow; `localhost` is the one that may not. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}
