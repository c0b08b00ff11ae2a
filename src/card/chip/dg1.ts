import { malformed } from './fault.ts'
import { valueAt } from './tlv.ts'

/** The lines of the machine readable zone, as DG1 holds them (ICAO 9303-10, 4.7.1). */
export function readDg1(bytes: Uint8Array): readonly string[] {
  const zone = valueAt(bytes, [0x61, 0x5f1f], { what: 'DG1' })
  if (zone === undefined) throw malformed('DG1', 'the machine readable zone is missing')
  const letters = Buffer.from(zone).toString('latin1')
  const count = lines.get(letters.length)
  if (count === undefined || !/^[A-Z0-9<]+$/.test(letters)) throw malformed('DG1', 'no machine readable zone')
  const length = letters.length / count
  return Array.from({ length: count }, (_, line) => letters.slice(line * length, (line + 1) * length))
}

/** How many lines a zone has, by its length: cards (TD1), older cards (TD2), passports (TD3). */
const lines: ReadonlyMap<number, number> = new Map([
  [90, 3],
  [72, 2],
  [88, 2],
])
