import type { BusInfo, Link } from './model.ts'
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
  if ('ws' in spec) return planService(spec.ws, problems.at('ws'))
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

type ServiceSpec = Extract<LinkSpec, { ws: unknown }>['ws']

function planService(spec: ServiceSpec, problems: Problems): Link {
  const { url, pinned, frames } = spec
  const host = hostOf(url)
  const isAllowed = isLoopback(host) || (spec.loopbackOnly === undefined && pinned !== undefined && pinned === host)
  if (!isAllowed) problems.at('url').add('DB-PRO-064', { host })
  const service = { url, frames, otherText: spec.otherText ?? 'ignore', max: spec.max ?? defaultMaxMessage } as const
  return { kind: 'ws', ...service, ...(pinned === undefined ? {} : { pinned }) }
}

const defaultMaxMessage = 1_048_576

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : url
}

/** A name could lead anywhere tomorrow; `localhost` is the one that may not. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}
