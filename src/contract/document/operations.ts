import { plans, type TopicName, topicNames } from './channels.ts'
import type { Item } from './item.ts'

const verbs: { readonly [name in TopicName]: string } = {
  facts: 'deliverFact',
  requests: 'askCentre',
  receipts: 'takeReceipt',
  commands: 'obey',
  results: 'reportResult',
  state: 'tellState',
  devices: 'tellDevices',
  counters: 'tellCounters',
  waiting: 'hearWhoWaits',
  config: 'takeConfig',
  provision: 'takeProvisioning',
  time: 'hearTime',
  release: 'hearOfReleases',
}

const summaries: { readonly [name in TopicName]: string } = {
  facts: 'The desk sends a fact.',
  requests: 'The desk asks the centre; a command with `inReplyTo` answers.',
  receipts: 'The desk learns what the centre has.',
  commands: 'The desk is told what to do.',
  results: 'The desk says what became of a command.',
  state: 'The desk says how it is.',
  devices: 'The desk says what is attached.',
  counters: 'The desk says what its counters show.',
  waiting: 'The desk learns who waits.',
  config: 'The desk learns what the centre decided.',
  provision: 'The desk is given its configuration.',
  time: 'The desk hears what time it is.',
  release: 'The desk learns what it may update to.',
}

/** What a desk sends and receives; the centre does the opposite. */
export function operations(answers: readonly string[]): Item {
  return Object.fromEntries(topicNames.map((name) => [verbs[name], operation(name, answers)]))
}

function operation(name: TopicName, answers: readonly string[]): Item {
  const { way, retained } = plans[name]
  const messages = answers.map((message) => ({ $ref: `#/channels/commands/messages/${message}` }))
  return {
    action: way === 'up' ? 'send' : 'receive',
    channel: { $ref: `#/channels/${name}` },
    summary: summaries[name],
    bindings: { mqtt: { qos: 1, retain: retained, bindingVersion: '0.2.0' } },
    ...(name === 'requests' ? { reply: { channel: { $ref: '#/channels/commands' }, messages } } : {}),
  }
}
