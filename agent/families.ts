import { type BusOptions, wireFamilies } from '../src/bus/index.ts'
import type { Config } from './config/config.ts'

/** What a bus is told of the families that the site has left switched on; nothing where the site says nothing. */
export function familiesOf({ modules }: Pick<Config, 'modules'>): Pick<BusOptions, 'families'> {
  return modules ? { families: wireFamilies.filter((family) => modules.includes(family)) } : {}
}
