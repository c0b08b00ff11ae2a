import type { TSchema } from 'typebox'
import { commandNames, commandSchemas } from '../commands.ts'
import { typePrefix } from '../fact.ts'
import { factSchemas, factTypes } from '../facts.ts'
import { tombstoneType } from '../tombstone.ts'
import type { TopicName } from './channels.ts'
import { type Examples, examples } from './examples.ts'
import { type Item, ref } from './item.ts'

const summaries: { readonly [name: string]: string } = {
  tombstone: 'Stands in for a fact that cannot be delivered: the gap that somebody told about',
  request: 'An officer waits for this now',
  receipt: 'Everything up to here is in the database of the centre',
  result: 'What became of a command',
  state: 'How a desk is',
  devices: 'What is attached',
  counters: 'What the counters show',
  waiting: 'Who waits',
  config: 'What the centre decided',
  provision: 'The configuration of a desk',
  time: 'The clock of the centre',
  release: 'What desks may update to',
}

/** The messages that are of one shape each. */
const plainNames = [
  'request',
  'receipt',
  'result',
  'state',
  'devices',
  'counters',
  'waiting',
  'config',
  'provision',
  'time',
  'release',
]

/** The messages of each topic. */
export function messagesOf(topic: TopicName): readonly string[] {
  switch (topic) {
    case 'facts':
      return [...factTypes.map((type) => `fact.${type}`), 'fact.tombstone']
    case 'commands':
      return commandNames.map((name) => `command.${name}`)
    case 'requests':
    case 'receipts':
    case 'results':
      return [topic.slice(0, -1)]
    default:
      return [topic]
  }
}

/** Commands that may answer a request. */
export const answers: readonly string[] = ['command.counter.show', 'command.officer.set', 'command.request.refuse']

/** Every message with its schema and an example that was made, not written. */
export function messages(): Item {
  const shown = examples()
  const fact = (type: string, wireName: string, summary: string): [string, Item] => [
    `fact.${type}`,
    message(wireName, `fact.${type}`, summary, shown),
  ]
  return Object.fromEntries([
    ...factTypes.map((type) => fact(type, typePrefix + type, summaryOf(factSchemas[type]))),
    fact('tombstone', tombstoneType, summaries.tombstone ?? ''),
    ...commandNames.map((name): [string, Item] => [
      `command.${name}`,
      { ...message(name, `command.${name}`, summaryOf(commandSchemas[name]), shown), ...correlation('inReplyTo') },
    ]),
    ...plainNames.map((name): [string, Item] => [
      name,
      { ...message(name, name, summaries[name] ?? '', shown), ...(name === 'request' ? correlation('id') : {}) },
    ]),
  ])
}

function message(name: string, schema: string, summary: string, shown: Examples): Item {
  return {
    name,
    summary,
    payload: ref(`schemas/${schema}`),
    examples: (shown[schema] ?? []).map(({ summary, payload }) => ({ summary, payload })),
  }
}

function correlation(property: 'id' | 'inReplyTo'): Item {
  return { correlationId: { location: `$message.payload#/${property}` } }
}

function summaryOf(schema: TSchema): string {
  return String((schema as { description?: string }).description)
}
