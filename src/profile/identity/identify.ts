import { DeskError } from '../../core/index.ts'
import type { EventData } from '../model.ts'
import type { IdentitySpec } from '../schema/index.ts'

/** What is known of one device that could tell it from its twins. */
export interface Evidence {
  /** The serial number in its USB descriptor. */
  readonly serial?: string
  /** What it said of itself; `Session.identity()`. */
  readonly fields: EventData
  /** Where it is plugged in: a path on Linux, a location on Windows. */
  readonly port?: string
}

/** Which device it is, and from where we know. */
export interface Identity {
  readonly source: 'usb.serial' | 'field' | 'port' | 'none'
  readonly value: string
  /** What was no identity although it looked like one. */
  readonly warnings: readonly DeskError[]
}

/** Serial numbers that whole series of devices carry. */
const constantSerials: ReadonlySet<string> = new Set([
  'A0001',
  'A0000001',
  '0001',
  '00000001',
  '000000000001',
  '1234567890',
  '12345678',
  '123456789',
  '0123456789',
  '0123456789ABCDEF',
  'SERIAL',
  'DEMO',
  'N/A',
  'NONE',
])

/** Takes the first source of the profile's order that says something; what every twin says, too, is warned of. */
export function identify(order: IdentitySpec, evidence: Evidence): Identity {
  const warnings: DeskError[] = []
  for (const source of order) {
    const found = lookAt(source, evidence)
    if (found === undefined) continue
    const doubt = doubtOf(source, found)
    if (!doubt) return { source: typeof source === 'string' ? source : 'field', value: String(found), warnings }
    warnings.push(doubt)
  }
  return { source: 'none', value: '', warnings }
}

type Source = IdentitySpec[number]

function lookAt(source: Source, { serial, fields, port }: Evidence): string | number | boolean | undefined {
  const value = source === 'usb.serial' ? serial?.trim() : source === 'port' ? port : fields[source.field]
  return value === '' ? undefined : value
}

function doubtOf(source: Source, value: string | number | boolean): DeskError | undefined {
  if (source === 'usb.serial') {
    const serial = String(value)
    return isConstant(serial) ? new DeskError('DB-PRO-068', { serial }) : undefined
  }
  if (source === 'port' || !source.factory?.some((factory) => factory === value)) return undefined
  return new DeskError('DB-PRO-069', { field: source.field, value: String(value) })
}

/** Known ones, and those that are one sign repeated. */
function isConstant(serial: string): boolean {
  return constantSerials.has(serial.toUpperCase()) || /^(.)\1*$/.test(serial)
}
