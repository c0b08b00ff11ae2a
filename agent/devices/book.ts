import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Log, toDeskError } from '../../src/core/index.ts'
import type { DeviceMemory, Marks } from '../../src/device/index.ts'
import { replaceFile } from '../../src/durable/index.ts'
import { roles } from '../config/schema.ts'

const text = Type.String({ minLength: 1, maxLength: 4096 })
const adopted = Type.Object({
  name: text,
  profile: text,
  counter: text,
  role: Type.Enum([...roles]),
  keys: Type.Record(text, text),
  /** Where it is, for a device that does not say what it is: its socket, else its port. */
  place: Type.Optional(text),
  port: Type.Optional(text),
})
const content = Type.Object({
  marks: Type.Record(text, Type.Object({ serial: Type.Optional(text), place: Type.Optional(text) })),
  adopted: Type.Array(adopted),
})
const contentCheck = Compile(content)

/** A device that was taken into use by a click or by a rule of the site, not by a line of the configuration. */
export type AdoptedDevice = Static<typeof adopted>

/** What the desk itself has learnt of its devices: `devices.json` in the data folder. */
export interface DeviceBook extends DeviceMemory {
  adopted(): readonly AdoptedDevice[]
  /** The ports of those that are known by a port. */
  ports(): readonly string[]
  adopt(device: AdoptedDevice, marks: Marks): void
  release(name: string): void
}

/** Opens the book. One that cannot be read is begun anew: at worst somebody is asked for a press or a click again. */
export function openDeviceBook(dataFolder: string, log: Log): DeviceBook {
  const file = join(dataFolder, 'devices.json')
  const { marks, adopted } = read(file)
  const write = () => {
    try {
      replaceFile(file, JSON.stringify({ marks, adopted }, null, 2))
    } catch (error) {
      log.warn('devices not remembered', { code: toDeskError(error, 'DB-AGT-003').code })
    }
  }
  return {
    marksOf: (device) => marks[device] ?? {},
    remember(device, seen) {
      marks[device] = seen
      write()
    },
    adopted: () => adopted,
    ports: () => adopted.flatMap(({ port }) => port ?? []),
    adopt(device, seen) {
      adopted.push(device)
      marks[device.name] = seen
      write()
    },
    release(name) {
      adopted.splice(0, adopted.length, ...adopted.filter((device) => device.name !== name))
      delete marks[name]
      write()
    },
  }
}

function read(file: string): Static<typeof content> {
  try {
    const written: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (contentCheck.Check(written)) return written
  } catch {
    // Not there yet, or not readable.
  }
  return { marks: {}, adopted: [] }
}
