import type { CommandName } from './commands.ts'
import { typePrefix } from './fact.ts'
import type { FactType } from './facts.ts'

/** How a desk treats what it must keep: what it forgets first, and what it can do without when the disk gets full. */
interface Keeping {
  /** About somebody: officer, dossier, rating, sealed card. Dropped to its hash as soon as a receipt covers it. */
  readonly personal?: true
  /** For statistics only: left out, and counted, when the disk gets tight. */
  readonly statistic?: true
}

const keeping: Readonly<Partial<Record<FactType, Keeping>>> = {
  'call.ignored': { statistic: true },
  'service.begin': { personal: true },
  'service.end': { personal: true },
  'dossier.attached': { personal: true },
  'dossier.detached': { personal: true },
  'officer.changed': { personal: true },
  'officer.denied': { personal: true },
  'card.read': { personal: true },
  'rating.touched': { personal: true, statistic: true },
  'rating.given': { personal: true },
  'rating.none': { personal: true },
  'rating.unattributed': { personal: true },
}

/** Commands that a desk refuses with `disk` when its disk gets short: nobody is served worse without them. */
const optionalCommands: readonly CommandName[] = ['display.text', 'officer.notice', 'desk.support']

/** The fact types of which a desk keeps only the hash once the centre has them, as they are on the wire. */
export const personalTypes: readonly string[] = Object.entries(keeping)
  .filter(([, { personal }]) => personal)
  .map(([type]) => typePrefix + type)

/** Whether facts of a type may be left out when the disk gets tight. */
export function isStatistic(type: FactType): boolean {
  return keeping[type]?.statistic === true
}

/** Whether a command may be refused when the disk gets short. */
export function isOptional(command: CommandName): boolean {
  return optionalCommands.includes(command)
}
