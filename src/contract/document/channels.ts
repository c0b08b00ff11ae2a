import { type DeskTopics, deskTopics } from '../topics.ts'
import { type Item, ref } from './item.ts'

/** What the document says about one topic. */
interface Plan {
  readonly title: string
  readonly way: 'up' | 'down'
  readonly retained: boolean
  /** What it is, who writes and reads it, what happens when it is lost. */
  readonly description: string
}

/** Every topic of a desk. The type sees to it that none is forgotten. */
export const plans: { readonly [name in keyof DeskTopics]: Plan } = {
  facts: {
    title: 'What happened',
    way: 'up',
    retained: false,
    description: `One fact per message, in the order of \`sequence\`. History: delivered always, however late, perhaps more than once.
Facts update the records of the centre; no call, display or voice starts because of one.
The desk writes, the consumers of the centre read and answer with a receipt.
A message that is lost or refused for now is sent again until a receipt covers it.`,
  },
  requests: {
    title: 'What an officer wants now',
    way: 'up',
    retained: false,
    description: `Published once, after its fact \`call.requested\` is on the disk of the desk; never stored, never sent again, not held
up by a backlog. The desk writes, the centre reads and answers with a command that names it in \`inReplyTo\`.
One that is lost is a request without an answer: the officer sees so after 5 s and presses again.`,
  },
  receipts: {
    title: 'What the centre has',
    way: 'down',
    retained: true,
    description: `The proof of delivery: the database of the centre holds every fact of the epoch up to \`upTo\`. The centre writes it after
the commit, retained; the desk reads the last one on every connection before it sends the first fact.
One that is lost does no harm: the next one says more, and facts that are sent again are answered with it.`,
  },
  commands: {
    title: 'What the centre wants',
    way: 'down',
    retained: false,
    description: `Never retained: a number from yesterday must not come back. The centre writes; the desk has a command on its disk before it
acknowledges it to the broker, carries it out once and says what became of it in \`results\`.
The persistent session of the desk keeps commands while it is away.`,
  },
  results: {
    title: 'What became of commands',
    way: 'up',
    retained: false,
    description: `Written in the same transaction as the effect of the command and kept on the desk until the broker has acknowledged it.
A command that comes again is answered again. The desk writes, the centre reads; it may come twice.`,
  },
  state: {
    title: 'How a desk is',
    way: 'up',
    retained: true,
    description: `Published on connecting, after changes, and on leaving; the last will says \`online: false\` when the desk vanishes.
The centre reads \`receipted\` to learn whether it has lost what it once confirmed (see Restoring the centre).`,
  },
  devices: {
    title: 'What is attached',
    way: 'up',
    retained: true,
    description: 'Every device that the desk expects and how it is. Published on connecting and after changes.',
  },
  counters: {
    title: 'What the counters show',
    way: 'up',
    retained: true,
    description: `The number on show, who sits there, and whether somebody may rate now: for displays and rating pages that the centre
serves. Published on connecting and after changes. It is the present, not the record: what happened are the facts.
While \`state\` says offline it is old.`,
  },
  waiting: {
    title: 'Who waits',
    way: 'down',
    retained: true,
    description: `Who waits for the counters of the desk, in the order of calling, and the numbers that are kept for each of them. The centre
writes it after changes, at most about once a second; the desk keeps the last on its disk and calls from it when the centre
cannot be asked. Numbers only, never names.`,
  },
  config: {
    title: 'What the centre decides for its desks',
    way: 'down',
    retained: true,
    description: `Settings that apply until others come. One that does not fit its schema changes nothing. The desk keeps the last that
fitted, so it holds while the broker is away.`,
  },
  provision: {
    title: 'The configuration of a desk',
    way: 'down',
    retained: true,
    description: `What stands in \`deskbridge.yaml\`, cut for this desk and signed by a key that the desk was given when it was set up. The
desk checks the signature, that it is meant for this desk and newer than all before, and that it is a sound configuration;
then it tries it. What does not work is given back within a minute, and the one before goes on; \`state\` tells of both.`,
  },
  time: {
    title: 'The clock of the centre',
    way: 'down',
    retained: false,
    description: `For every desk of a centre (\`all\` is no name of a desk). About every 30 s and when a desk comes; never retained, since old
time is worse than none. A desk whose clock is within 2 s of it calls itself \`synced\` for an hour.`,
  },
  release: {
    title: 'What desks may update to',
    way: 'down',
    retained: true,
    description: `For every desk of a centre. Each release carries the signature of its makers, which the centre cannot make: a desk takes
none that is older than what it has seen, and none of a stranger. The bytes come over HTTP. Which desks may go first is the
word of the centre; how far each is stands in its \`state\`.`,
  },
}

/** The name of a topic within the contract. */
export type TopicName = keyof DeskTopics

/** All topics in the order of the document. */
export const topicNames = Object.keys(plans) as TopicName[]

/** The channels, with the messages that `messagesOf` names for each. */
export function channels(messagesOf: (name: TopicName) => readonly string[]): Item {
  const addresses = deskTopics('{centre}', '{desk}')
  return Object.fromEntries(
    topicNames.map((name) => [
      name,
      {
        address: addresses[name],
        title: plans[name].title,
        description: plans[name].description,
        messages: Object.fromEntries(messagesOf(name).map((message) => [message, ref(`messages/${message}`)])),
        parameters: parametersOf(addresses[name]),
      },
    ]),
  )
}

/** The parameters that channels refer to. */
export const parameters: Item = {
  centre: { description: 'The name of the centre: a-z, 0-9 and "-", at most 31 characters.', examples: ['vinh-long'] },
  desk: {
    description: 'The name of the desk within its centre: a-z, 0-9 and "-", at most 31 characters; never "all".',
    examples: ['quay-05'],
  },
}

function parametersOf(address: string): Item {
  const used = Object.keys(parameters).filter((name) => address.includes(`{${name}}`))
  return Object.fromEntries(used.map((name) => [name, ref(`parameters/${name}`)]))
}
