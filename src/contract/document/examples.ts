import { createPrivateKey, createPublicKey, hash as digest, sign } from 'node:crypto'
import type { Uuid } from '../../core/index.ts'
import { type Chain, chainStart, factHash, nextChain } from '../chain.ts'
import type { Command } from '../commands.ts'
import { type Fact, typePrefix } from '../fact.ts'
import { type FactData, type FactType, factTypes } from '../facts.ts'
import type { CommandResult, CountersMessage, DeskState, DevicesMessage, Receipt } from '../messages.ts'
import { type Epoch, formatSequence, type Sequence } from '../names.ts'
import { type Provisioning, provisioningText } from '../provisioning.ts'
import type { ReleasesMessage } from '../release.ts'
import type { Request } from '../requests.ts'
import type { DeskConfig, WaitingMessage } from '../site.ts'
import { formatTime, parseTime } from '../time.ts'
import { emptyTombstone, tombstoneOf } from '../tombstone.ts'
import { cardExample, exampleSealingKey } from './card-example.ts'

/** Examples by the name of their schema. */
export type Examples = { readonly [schema: string]: readonly { readonly summary: string; readonly payload: unknown }[] }

const names = { centre: 'vinh-long', desk: 'quay-05' } as const
const epoch = 'k3f9q2' as Epoch
const morning = parseTime('2026-11-22T08:00:00.000+07:00')
const exampleId = (n: number) => `019ab3f0-7c00-7000-8000-${n.toString(16).padStart(12, '0')}` as Uuid

const service = {
  service: exampleId(0x9000),
  ticket: 'A012',
  dossiers: ['000.00.01.H62-261122-0007'],
  officer: 'cb-an',
}
const five = { level: 5, of: 5, scale: '5-2025' }

/** A morning at one counter, told in every type of fact. The first two are those of the worked example. */
const morningFacts: { readonly [T in FactType]: FactData<T> } = {
  'counter.opened': { via: 'keypad' },
  'counter.paused': { reason: 'Nghỉ giải lao', via: 'keypad' },
  'officer.changed': { to: 'cb-an', proven: true },
  'call.requested': { action: 'next', request: exampleId(0x8000), via: 'keypad' },
  'ticket.shown': { ticket: 'A012' },
  'call.ignored': { action: 'next', because: 'repeated', via: 'keypad' },
  'service.begin': { ...service, dossiers: [], implied: false, via: 'keypad' },
  'call.provisional': { action: 'next', ticket: 'A014', line: 'waiting', via: 'keypad' },
  'dossier.attached': { ...service, dossier: '000.00.01.H62-261122-0007' },
  'dossier.detached': { ...service, dossiers: [], dossier: '000.00.01.H62-261122-0007' },
  'service.end': { ...service, outcome: 'finished', via: 'keypad' },
  'rating.touched': { ...service, ...five, level: 4, via: 'keypad' },
  'rating.given': { ...service, ...five, via: 'keypad' },
  'rating.unattributed': { ...five, because: 'already-rated', via: 'keypad' },
  'rating.none': { ...service, service: exampleId(0x9001), ticket: 'A013', of: 5, scale: '5-2025' },
  'officer.denied': { officer: 'cb-binh', because: 'refused', via: 'screen' },
  'numbers.closed': { block: exampleId(0xb000), used: 2, unused: 98 },
  'request.unanswered': { request: exampleId(0x8001), name: 'call.next' },
  'counter.closed': { via: 'screen' },
  'card.read': { ...cardExample, service: service.service, officer: service.officer },
}

/** The facts of the examples as the journal would number and chain them. */
export function chainedFacts(): readonly Fact[] {
  let chain: Chain = chainStart
  return (Object.keys(morningFacts) as FactType[]).map((type, index) => {
    const fact = numbered(type, index + 1)
    chain = nextChain(chain, factHash(fact))
    return { ...fact, chain }
  })
}

/** At least one example for every message. */
export function examples(): Examples {
  const facts = chainedFacts()
  const last = facts.at(-1)
  if (!last) throw new RangeError(`no example for ${factTypes.length} types`)
  const byType = facts.map((fact) => [
    `fact.${fact.type.slice(typePrefix.length)}`,
    [{ summary: `Number ${Number(fact.sequence)} of epoch ${fact.epoch}`, payload: fact }],
  ])
  return {
    ...Object.fromEntries(byType),
    'fact.tombstone': tombstones(last),
    ...commandExamples,
    request: [
      { summary: 'Call the next one', payload: request },
      { summary: 'Sign in with a PIN', payload: signIn },
    ],
    receipt: [{ summary: 'Everything of the example facts', payload: receiptOf(last) }],
    result: results.map((payload) => ({ summary: `A command that was ${payload.state}`, payload })),
    state: [
      { summary: 'A desk at work', payload: stateOf(last) },
      { summary: 'The last will', payload: { online: false, version: '0.1.0' } satisfies DeskState },
    ],
    devices: [{ summary: 'A keypad that works and a rating pad that does not', payload: devices }],
    counters: [{ summary: 'A number on show, and somebody who may rate', payload: counters }],
    waiting: [{ summary: 'Four who wait, one of them nearby, and numbers for the time alone', payload: waiting }],
    config: [
      {
        summary: 'How desks come back, who may sign in, what citizens are asked, what may be taken of a card',
        payload: config,
      },
    ],
    provision: [{ summary: 'A desk with one counter', payload: provisioningOf(provisioning) }],
    release: [{ summary: 'A version that every tenth desk may take', payload: releases }],
    time: [{ summary: 'Now', payload: { time: formatTime(morning) } }],
  }
}

function numbered<T extends FactType>(type: T, sequence: number): Omit<Fact, 'chain'> {
  const wall = morning + sequence * 60_000
  return {
    specversion: '1.0',
    id: exampleId(sequence),
    source: `/${names.centre}/${names.desk}/keypad-1`,
    type: typePrefix + type,
    subject: 'counter/5',
    time: formatTime(wall),
    recordedtime: formatTime(wall + 8),
    clock: 'synced',
    datacontenttype: 'application/json',
    data: morningFacts[type],
    epoch,
    sequence: formatSequence(sequence as Sequence),
  }
}

function tombstones(last: Fact) {
  const lost = { ...names, epoch, sequence: (Number(last.sequence) + 1) as Sequence, at: morning }
  return [
    { summary: 'In place of a fact that the broker does not take', payload: tombstoneOf(last, 'too-large') },
    { summary: 'Lost with the disk, or never issued', payload: emptyTombstone({ ...lost, reason: 'damaged' }) },
  ]
}

const madeAt = formatTime(morning)
const request: Request = {
  id: exampleId(0x8000),
  name: 'call.next',
  counter: '5',
  args: {},
  madeAt,
  notAfter: formatTime(morning + 5_000),
  clock: 'synced',
}

const signIn: Request = {
  ...request,
  id: exampleId(0x8002),
  name: 'officer.sign-in',
  args: { officer: 'cb-an', proof: { method: 'pin', nonce: exampleId(0xc000), answer: '0'.repeat(64) } },
}

const commands: readonly Command[] = [
  { ...made(1), name: 'counter.show', counter: '5', args: { ticket: 'A012' }, inReplyTo: request.id },
  { ...made(2), name: 'rating.open', counter: '5', args: { service: service.service } },
  { ...made(3), name: 'display.text', counter: '5', args: { lines: ['Xin chào', 'Quầy 5'] } },
  { ...made(4), name: 'officer.set', counter: '5', args: { officer: 'cb-an', proven: true } },
  { ...made(5), name: 'request.refuse', counter: '5', args: { reason: 'Quầy chưa được mở' }, inReplyTo: request.id },
  { ...made(6), name: 'replay', counter: undefined, args: { epoch, from: 7 } },
  { ...made(7), name: 'rating.press', counter: '5', args: { service: service.service, level: 5 } },
  {
    ...made(9),
    name: 'desk.wipe',
    counter: undefined,
    args: { reason: 'stolen', certificates: ['4A17'], key: '6c6f7cb71bfc1c86', signature: 'A'.repeat(86) },
  },
  { ...made(10), name: 'desk.support', counter: undefined, args: { upload: exampleId(0xd000) } },
  { ...made(8), name: 'officer.notice', counter: '5', args: { text: 'Vé A014 cũng được quầy 3 gọi' } },
]

const commandExamples: Examples = Object.fromEntries(
  commands.map(({ counter, ...command }) => [
    `command.${command.name}`,
    [
      {
        summary: `The command ${command.name}`,
        payload: { ...command, ...(counter === undefined ? {} : { counter }) },
      },
    ],
  ]),
)

const results: readonly CommandResult[] = [
  { id: made(1).id, state: 'done' },
  { id: made(2).id, state: 'refused', error: 'late' },
]

const devices: DevicesMessage = {
  devices: [
    { name: 'keypad-1', profile: 'generic/stx-keypad', role: 'call-keypad', counter: '5', state: 'ready' },
    {
      name: 'rating-1',
      profile: 'generic/rating-pad-5',
      role: 'rating-pad',
      counter: '5',
      state: 'lost',
      reason: 'DB-SER-004',
    },
  ],
}

const counters: CountersMessage = {
  counters: [
    {
      counter: '5',
      sign: { state: 'serving', ticket: 'A013' },
      officer: 'cb-an',
      rating: { service: service.service, scale: five.scale, of: five.of, occasion: 'result' },
    },
  ],
}

const waiting: WaitingMessage = {
  at: madeAt,
  counters: [
    {
      counter: '5',
      tickets: [
        { ticket: 'P003', priority: true },
        { ticket: 'A014' },
        { ticket: 'A011', own: true, held: true },
        { ticket: 'A015', own: true },
      ],
      waiting: 4,
      numbers: { id: exampleId(0xb000), prefix: 'Q5-', from: 1, to: 100, digits: 3 },
    },
  ],
}

const config: DeskConfig = {
  revision: 3,
  pacing: { reconnectSpread: 60_000, drainRate: 200 },
  officers: [{ officer: 'cb-an', name: 'Nguyễn Thị An', salt: '5f1d0c3b8a7e49628d0f1b2c3d4e5f60' }],
  rating: {
    scale: '3-2025',
    question: { vi: 'Ông/bà có hài lòng không?', en: 'Are you satisfied?' },
    levels: [
      { label: { vi: 'Chưa hài lòng', en: 'Not satisfied' }, points: 0, face: 'sad' },
      { label: { vi: 'Hài lòng', en: 'Satisfied' }, points: 1, face: 'happy' },
      { label: { vi: 'Rất hài lòng', en: 'Very satisfied' }, points: 2, face: 'very-happy' },
    ],
    more: [{ id: 'attitude', question: { vi: 'Thái độ của cán bộ?', en: 'How were you treated?' } }],
  },
  pauseReasons: ['Nghỉ giải lao', 'Họp đột xuất'],
  destinations: [{ to: 'dat-dai', name: { vi: 'Đất đai', en: 'Land' } }],
  cards: {
    usual: ['number'],
    procedures: [
      {
        procedure: '2.000635',
        name: { vi: 'Cấp bản sao trích lục hộ tịch', en: 'Copy of a civil status record' },
        fields: ['number', 'name', 'birthDate'],
      },
    ],
  },
  sealing: exampleSealingKey,
}

const provisioning: Omit<Provisioning, 'signature'> = {
  revision: 9,
  desk: `${names.centre}/${names.desk}`,
  madeAt,
  content: `centre: ${names.centre}
desk: ${names.desk}
data: /var/lib/deskbridge
broker: { url: "mqtts://mqtt.trungtam.local:8883" }
counters: [{ id: 5 }]
`,
}

/** Signed with a key that everybody knows: its seed is 32 times the byte 7. */
function provisioningOf(draft: Omit<Provisioning, 'signature'>): Provisioning {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const id = digest('sha256', createPublicKey(key).export({ type: 'spki', format: 'der' }), 'hex').slice(0, 16)
  const value = sign(null, Buffer.from(provisioningText(draft)), key).toString('base64url')
  return { ...draft, signature: { key: id, value } }
}

const releases: ReleasesMessage = {
  releases: [
    {
      manifest: JSON.stringify({
        format: 1,
        product: 'deskbridge',
        part: 'program',
        version: '1.4.0',
        minimumVersion: '1.2.0',
        platform: 'linux-x64',
        issue: 17,
        madeAt: '2026-11-20T02:00:00Z',
        expires: '2027-05-20T02:00:00Z',
        list: { bytes: 61_234, sha256: '0'.repeat(64) },
        payload: { bytes: 4_800_000, sha256: '0'.repeat(64) },
        unpacked: 21_000_000,
      }),
      signatures: [{ key: '0'.repeat(16), value: 'A'.repeat(86) }],
      url: 'http://centre.vinh-long.local:8088/releases/program-1.4.0-17-linux-x64.update',
      bytes: 4_862_000,
      percent: 10,
      spread: 600_000,
    },
  ],
}

function made(n: number) {
  return { id: exampleId(0xa000 + n), madeAt }
}

function receiptOf(last: Fact): Receipt {
  return { epoch: last.epoch, upTo: Number(last.sequence), chain: last.chain }
}

function stateOf(last: Fact): DeskState {
  const lastSequence = Number(last.sequence)
  return {
    online: true,
    version: '0.1.0',
    epoch: last.epoch,
    lastSequence,
    chain: last.chain,
    backlog: 3,
    receipted: [{ epoch: last.epoch, upTo: lastSequence - 3 }],
    quarantined: 0,
    disk: 'room',
    leftOut: 0,
    clock: 'synced',
    provision: { revision: 7, trying: 9, refused: { revision: 8, error: 'DB-PRV-018' } },
    updates: [{ part: 'program', issue: 17, version: '1.4.0', state: 'waiting' }],
  }
}
