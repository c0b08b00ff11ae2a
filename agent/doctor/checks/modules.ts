import { accessSync, constants } from 'node:fs'
import { DeskError } from '../../../src/core/index.ts'
import type { DeviceBinding } from '../../../src/device/index.ts'
import { bad, type Finding, good } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'
import { type NativePart, tryModules } from '../try-modules.ts'

/** The journal is a file of it; each desk has one. */
const storage: NativePart = { name: 'sqlite3' }
const readers: NativePart = { name: 'smartcard' }
const hid: NativePart = { name: 'node-hid', first: 'devicesAsync' }
/** Which part of the program a kind of wire needs. */
const partOf: Readonly<Partial<Record<DeviceBinding['profile']['link']['kind'], NativePart>>> = {
  serial: { name: 'serialport' },
  hid,
}

/** The parts that this desk and its devices need can be loaded. In a running desk they are loaded: its devices tell. */
export const modulesCheck: Check = { needs: [], look }

async function look({ config, desk, surroundings }: Sight): Promise<readonly Finding[]> {
  const kinds = new Set(config.devices.map(({ profile }) => profile.link.kind))
  const keyboard = kinds.has('keyboard') && process.platform === 'linux' ? keyboardProblem(surroundings) : undefined
  const wired = [...kinds].flatMap((kind) => partOf[kind] ?? [])
  const cards = config.modules?.includes('card') ? [readers] : []
  const parts = desk.kind === 'running' ? [] : [storage, ...wired, ...cards]
  const broken = await tryModules(parts, surroundings.resolve)
  const errors = [...[...broken].map(([part, reason]) => brokenPart(part, reason)), ...(keyboard ? [keyboard] : [])]
  return errors.length > 0 ? errors.map((error) => bad('modules', error)) : [good('modules')]
}

/** The part for HID devices uses libraries of the system: they are what is to be installed, and not the program again. */
function brokenPart(part: string, reason: string): DeskError {
  const lacksLibrary = part === hid.name && /cannot open shared object/.test(reason)
  return lacksLibrary ? new DeskError('DB-HID-013', { reason }) : new DeskError('DB-DCT-002', { part, reason })
}

/** The program that takes keyboards is there and may be run. */
function keyboardProblem({ keyboardHelper }: Sight['surroundings']): DeskError | undefined {
  if (keyboardHelper === undefined) return new DeskError('DB-KBD-005', { reason: 'keyboard-grab' })
  try {
    accessSync(keyboardHelper, constants.X_OK)
    return undefined
  } catch (error) {
    return new DeskError('DB-KBD-005', { reason: (error as Error).message }, { cause: error })
  }
}
