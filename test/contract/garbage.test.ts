import { describe, expect, it } from 'vitest'
import { document, isMessage } from './document.ts'
import { spoil } from './garbage.ts'

const stateMembers = [
  'epoch',
  'lastSequence',
  'chain',
  'backlog',
  'receipted',
  'quarantined',
  'disk',
  'leftOut',
  'clock',
  'provision',
  'updates',
] as const

const cardMembers = [
  '.cards',
  '.cards.usual',
  '.cards.procedures',
  '.cards.procedures[].name.en',
  '.sealing',
  '.sealing.signature',
]

/** All that may be left out of the examples, or be otherwise than in them. Anything else is garbage. */
const allowed: { readonly [message: string]: readonly string[] } = {
  'fact.ticket.shown': ['.data.ticket is null'],
  'fact.call.provisional': ['.data.line is missing', '.data.ticket is missing'],
  'fact.service.begin': ['.data.officer is missing', '.data.via is missing'],
  'fact.service.end': ['.data.officer is missing', '.data.via is missing'],
  'fact.dossier.attached': ['.data.officer is missing'],
  'fact.dossier.detached': ['.data.officer is missing'],
  'fact.officer.changed': ['.data.to is missing'],
  'fact.rating.touched': ['.data.officer is missing'],
  'fact.rating.given': ['.data.officer is missing'],
  'fact.rating.none': ['.data.officer is missing'],
  'fact.card.read': ['dossier', 'officer', 'procedure', 'sealed', 'service', 'via'].map(
    (name) => `.data.${name} is missing`,
  ),
  'fact.tombstone': ['.chain is ""'],
  'command.counter.show': ['.inReplyTo is missing', '.args.ticket is null'],
  'command.rating.open': ['.args.service is missing'],
  'command.rating.press': ['.args.service is missing'],
  'command.display.text': ['.args.lines[] is ""'],
  'command.officer.set': ['.args.officer is null'],
  'command.request.refuse': ['.inReplyTo is missing'],
  request: ['.args.officer is missing', '.args.proof is missing'],
  receipt: ['.chain is ""'],
  result: ['.error is missing'],
  state: [
    ...stateMembers.map((name) => `.${name} is missing`),
    '.chain is ""',
    '.provision.trying is missing',
    '.provision.refused is missing',
  ],
  devices: ['.devices[].reason is missing'],
  counters: ['officer', 'rating', 'rating.occasion'].map((name) => `.counters[].${name} is missing`),
  waiting: [
    ...['numbers', 'tickets[].priority', 'tickets[].own', 'tickets[].held'].map(
      (name) => `.counters[].${name} is missing`,
    ),
    '.counters[].numbers.prefix is ""',
  ],
  config: [
    ...['', '.reconnectSpread', '.drainRate'].map((name) => `.pacing${name} is missing`),
    ...[
      '.officers',
      '.officers[].salt',
      '.pauseReasons',
      '.destinations',
      '.destinations[].name.en',
      ...cardMembers,
    ].map((name) => `${name} is missing`),
    ...['', '.levels[].face', '.levels[].label.en', '.question.en', '.more', '.more[].question.en'].map(
      (name) => `.rating${name} is missing`,
    ),
    '.rating.levels[].points is -1',
  ],
}

describe('no schema of the contract accepts', () => {
  it.each(Object.entries(document.components.messages))('garbage in place of %s', (name, { examples }) => {
    const spoiled = examples.flatMap(({ payload }) => spoil(payload))
    expect(spoiled.length).toBeGreaterThan(10)
    const accepted = spoiled.filter(({ payload }) => isMessage(name, payload)).map(({ what }) => what)
    // CloudEvents leaves the envelope of a fact open, and a centre of today keeps what a desk of tomorrow sends.
    const open = name.startsWith('fact.') ? [' has a stranger'] : []
    expect([...new Set(accepted)].toSorted()).toEqual([...(allowed[name] ?? []), ...open].toSorted())
  })
})
