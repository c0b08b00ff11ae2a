import type { Config } from '../config/config.ts'

/** When a desk takes a new version; the site decides. */
export interface UpdatePolicy {
  /** By itself; fetched, and applied when somebody says so; only with a package or by hand. */
  readonly mode: 'automatic' | 'ask' | 'off'
  /** The hours of the day in which it may be applied, like 18:00-06:30; any without them. */
  readonly hours?: string
  /** Which desks go first: 1 to 9; by chance without it. */
  readonly wave?: number
}

const usual: UpdatePolicy = { mode: 'automatic' }
const dayMinutes = 24 * 60
/** Viet Nam keeps UTC+7 all year. */
const offsetMinutes = 7 * 60

/** What the site says of updates. */
export function policyOf(config: Pick<Config, 'desk'> & { readonly updates?: UpdatePolicy }): UpdatePolicy {
  return config.updates ?? usual
}

/** Whether an update may be applied at this time of the day. */
export function isWithinHours({ hours }: UpdatePolicy, wall: number): boolean {
  if (hours === undefined) return true
  const [from = 0, to = 0] = hours.split('-').map(minutesOf)
  const now = (Math.floor(wall / 60_000) + offsetMinutes) % dayMinutes
  return from <= to ? from <= now && now < to : now >= from || now < to
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}
