import type { TSchema } from 'typebox'
import { type CommandName, commandNames, commandSchema, commandSchemas, type DeskCommandName } from '../commands.ts'
import { factSchema, typePrefix } from '../fact.ts'
import { factSchemas, factTypes } from '../facts.ts'
import { countersSchema, devicesSchema, receiptSchema, resultSchema, stateSchema, timeSchema } from '../messages.ts'
import { provisioningSchema } from '../provisioning.ts'
import { releasesSchema } from '../release.ts'
import { requestSchema } from '../requests.ts'
import { configSchema, waitingSchema } from '../site.ts'
import { tombstoneSchema, tombstoneType } from '../tombstone.ts'
import { type Item, ref } from './item.ts'

/** Every schema of the contract by the name that messages refer to: the very ones that the program checks with. */
export function payloads(): Item {
  return {
    fact: plain(factSchema),
    ...Object.fromEntries(factTypes.flatMap((type) => factOf(type, typePrefix + type, factSchemas[type], chained))),
    ...Object.fromEntries(factOf('tombstone', tombstoneType, tombstoneSchema)),
    command: plain(commandSchema),
    ...Object.fromEntries(commandNames.flatMap(commandOf)),
    request: plain(requestSchema),
    result: plain(resultSchema),
    receipt: plain(receiptSchema),
    state: plain(stateSchema),
    devices: plain(devicesSchema),
    counters: plain(countersSchema),
    waiting: plain(waitingSchema),
    config: plain(configSchema),
    provision: plain(provisioningSchema),
    time: plain(timeSchema),
    release: plain(releasesSchema),
  }
}

/** Only a tombstone may lack a chain value. */
const chained: Item = { chain: { minLength: 64, description: 'Never empty here' } }

function factOf(name: string, type: string, data: TSchema, more: Item = {}): [string, Item][] {
  const properties = { type: { const: type }, data: ref(`schemas/data.${name}`), ...more }
  return [
    [`data.${name}`, plain(data)],
    [`fact.${name}`, { allOf: [ref('schemas/fact'), { type: 'object', properties }] }],
  ]
}

const toTheDesk: readonly CommandName[] = ['replay', 'desk.wipe', 'desk.support'] satisfies readonly DeskCommandName[]

function commandOf(name: CommandName): [string, Item][] {
  const properties = { name: { const: name }, args: ref(`schemas/args.${name}`) }
  const counter = toTheDesk.includes(name) ? { not: { required: ['counter'] } } : { required: ['counter'] }
  return [
    [`args.${name}`, plain(commandSchemas[name])],
    [`command.${name}`, { allOf: [ref('schemas/command'), { type: 'object', properties, ...counter }] }],
  ]
}

/** The schema as plain JSON: what the library keeps beside it is not part of the document. */
function plain(schema: TSchema): Item {
  return JSON.parse(JSON.stringify(schema)) as Item
}
