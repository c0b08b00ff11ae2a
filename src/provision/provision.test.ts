import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { contentForDesk, cutForDesk, findDesk, type Provision, parseProvision } from './index.ts'

const centre = ['centre: { name: vinh-long, broker: { url: "mqtts://mqtt:8883" } }']

function read(...lines: readonly string[]): Provision {
  const { provision, problems } = parseProvision([...centre, ...lines].join('\n'), 'provision.yaml')
  if (!provision) throw problems[0]
  return provision
}

const problemsOf = (...lines: readonly string[]) =>
  parseProvision([...centre, ...lines].join('\n'), 'provision.yaml').problems.map(({ code, place }) => [
    code,
    place?.line,
    place?.column,
  ])

const level = (vi: string, points: number) => `{ label: { vi: ${vi} }, points: ${points} }`
const threeLevels = [
  'levelSets:',
  '  - scale: 3-2027',
  '    question: { vi: Ông/bà có hài lòng không? }',
  `    levels: [${level('Không', 0)}, ${level('Bình thường', 1)}, ${level('Hài lòng', 2)}]`,
]

describe('thirty desks of one pattern', () => {
  const provision = read('desks: [{ name: "quay-{01..30}" }]')

  it('are thirty names, each with one counter called like its number', () => {
    expect(provision.desks.map(({ name }) => name).slice(0, 2)).toEqual(['quay-01', 'quay-02'])
    expect(provision.desks).toHaveLength(30)
    expect(cutForDesk(provision, 'quay-05')).toEqual({
      centre: 'vinh-long',
      desk: 'quay-05',
      data: '/var/lib/deskbridge',
      broker: { url: 'mqtts://mqtt:8883' },
      counters: [{ id: '5' }],
    })
  })

  it('have nobody among them who is not there, and the nearest is named', () => {
    expect(() => findDesk(provision, 'quay-31')).toThrow('DB-PRV-004')
    expect(() => findDesk(provision, 'quey-05')).toThrow('nearest: quay-05')
  })
})

describe('the cut for one desk', () => {
  const provision = read(
    ...threeLevels,
    'policies: { log: info, page: { port: 47800, help: "{desk}: 113" }, rating: { set: 3-2027, grace: 5000 } }',
    'modules: [serial, hid]',
    'devices:',
    '  - { name: keypad-1, profile: generic.stx-keypad, port: /dev/ttyUSB0 }',
    '  - { name: rating-1, profile: generic.rating-pad-5, tcp: "10.0.0.{n}:4001" }',
    'desks:',
    '  - { name: "quay-{01..02}" }',
    '  - name: quay-09',
    '    counters: [9, { id: "{n}a", doublePress: 300, rating: { grace: 1 } }]',
    '    without: [rating-1]',
    '    devices: [{ name: keypad-1, profile: deskbridge.ascii-panel, port: COM7, counter: "{n}a" }]',
    '    policies: { log: debug, page: { pad: true } }',
    '    modules: [hid]',
  )

  it('fills in the number and the name of the desk, and gives shared devices its first counter', () => {
    expect(cutForDesk(provision, 'quay-02')).toMatchObject({
      page: { port: 47800, help: 'quay-02: 113' },
      modules: ['serial', 'hid'],
      devices: [
        { name: 'keypad-1', port: '/dev/ttyUSB0', counter: '2' },
        { name: 'rating-1', tcp: '10.0.0.2:4001', counter: '2' },
      ],
    })
  })

  it('lets the own word of a desk win, member by member', () => {
    const cut = cutForDesk(provision, 'quay-09')
    expect(cut).toMatchObject({
      log: 'debug',
      page: { port: 47800, help: 'quay-09: 113', pad: true },
      modules: ['hid'],
      devices: [{ name: 'keypad-1', profile: 'deskbridge.ascii-panel', counter: '9a' }],
    })
    expect(cut.counters).toMatchObject([
      { id: '9', rating: { grace: 5000, set: { scale: '3-2027' } } },
      { id: '9a', doublePress: 300, rating: { grace: 1, set: { scale: '3-2027' } } },
    ])
    expect(cut.devices).toHaveLength(1)
  })

  it('is text that says the same, with a level set written once', () => {
    const text = contentForDesk(provision, 'quay-09')
    expect(parse(text)).toEqual(cutForDesk(provision, 'quay-09'))
    expect(text.match(/Bình thường/g)).toHaveLength(1)
  })
})

describe('a mistake in the file', () => {
  it.each([
    ['an unknown key', 'DB-DOC-003', 'desks: [{ name: quay-01, divices: [] }]', 2, 26],
    ['a range the wrong way round', 'DB-PRV-002', 'desks: [{ name: "quay-{30..01}" }]', 2, 17],
    ['a range that never ends', 'DB-PRV-002', 'desks: [{ name: "quay-{01..}" }]', 2, 17],
    ['the name of all desks', 'DB-PRV-002', 'desks: [{ name: all, counters: [1] }]', 2, 17],
    ['a desk twice', 'DB-PRV-003', 'desks: [{ name: "quay-{1..3}" }, { name: quay-2 }]', 2, 42],
    ['an unknown level set', 'DB-PRV-005', 'desks: [{ name: quay-1, policies: { rating: { set: 5-2025 } } }]', 2, 52],
    ['a desk without a number', 'DB-PRV-006', 'desks: [{ name: tiep-don }]', 2, 9],
    [
      'a shared device that needs a number',
      'DB-PRV-006',
      'desks: [{ name: tiep-don, counters: [90] }]\ndevices: [{ name: pad, profile: p, tcp: "10.0.0.{n}:1" }]',
      2,
      9,
    ],
    ['a device that is not shared', 'DB-PRV-008', 'desks: [{ name: quay-1, without: [pad] }]', 2, 35],
  ])('such as %s is told with its place', (_, code, line, ...place) => {
    expect(problemsOf(line)).toEqual([[code, ...place]])
  })
})
