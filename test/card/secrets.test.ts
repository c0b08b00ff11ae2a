import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type Invented, qrText, somebody } from '../../src/card/card.fixture.ts'
import type { CitizenCard } from '../../src/card/index.ts'
import { type CardReadFact, openingKeys, openSealed } from '../../src/centre/index.ts'
import type { CardContent } from '../../src/contract/index.ts'
import { seededRandom, seedOfRun } from '../support/faces.ts'
import { until } from '../support/wait.ts'
import { filesUnder, hunt } from './hunt.ts'
import { startSecretsDesk } from './secrets-desk.ts'

const seed = seedOfRun()
const people = 6

test(`of a citizen nothing is left on a desk and nothing goes out but under seal (SEED=${seed})`, async () => {
  const random = seededRandom(seed)
  const desk = await startSecretsDesk()
  const planted: Invented[] = []
  const next = () => {
    const who = somebody(random)
    planted.push(who)
    return who
  }
  const untilShown = (reading?: string) =>
    until('the card is shown', () => {
      const now = desk.agent.cards.reading('5')
      return now?.state === 'shown' && (reading === undefined || now.id === reading)
    })
  const see = async (reading: string, show: 'masked' | 'whole') =>
    JSON.stringify(await desk.post('card-content', { counter: '5', reading, show }))
  const expected: CardContent[] = []

  // Codes, for a procedure and for none.
  for (let times = 0; times < people; times++) {
    const who = next()
    const { reading } = (await desk.post('card-read', { counter: '5', procedure: 'ho-tich' })) as { reading: string }
    desk.scanner.scans(qrText(who))
    await untilShown(reading)
    expect(await see(reading, 'whole')).toContain(who.name)
    expect(await see(reading, 'masked')).not.toContain(who.name)
    await desk.post('card-clear', { counter: '5', reading })
    expect(await see(reading, 'whole')).toContain('DB-CRD-206')
    expected.push(contentOf(who))
  }
  const unasked = next()
  desk.scanner.scans(qrText(unasked))
  await untilShown()
  expected.push({ number: unasked.number })

  // One that is not to be believed: nothing is taken, and what it says is nowhere either.
  const forged = next()
  desk.scanner.scans(qrText({ ...forged, sex: forged.sex === 'male' ? 'female' : 'male' }))
  await until('it is refused', () => desk.logged.some((line) => line.includes('DB-CRD-004')))

  // A chip, with a photo.
  const chip = next()
  const photo = Buffer.from(`JPEG of ${chip.name}`)
  desk.chip.holds({
    card: chipCard(chip),
    verdicts: { read: 'whole', unaltered: 'proven', issuer: 'not-verified' },
    photo: { type: 'image/jpeg', bytes: photo },
  })
  const wish = { counter: '5', procedure: 'ho-tich', can: chip.number.slice(-6) }
  const { reading } = (await desk.post('card-read', wish)) as { reading: string }
  await untilShown(reading)
  expect(await see(reading, 'whole')).toContain(photo.toString('base64'))
  desk.chip.lifted()
  expect(await see(reading, 'whole')).toContain('DB-CRD-206')
  expected.push(contentOf(chip))

  await until('the centre has all', () => desk.facts.filter(isCard).length === expected.length, 60_000)
  const keys = await openingKeys(desk.centre.store.database, undefined)
  const opened = await Promise.all(
    desk.facts.filter(isCard).map((fact) => openSealed(keys, fact as unknown as CardReadFact)),
  )
  expect(opened).toEqual(expected)

  const bundle = Object.entries(unzipSync(await desk.bundle()))
  const places = new Map<string, Uint8Array>([
    ...filesUnder(desk.folder),
    ...filesUnder(desk.centreFolder),
    ...bundle.map(([name, bytes]) => [`bundle ${name}`, bytes] as const),
    ['MQTT', Buffer.concat(desk.said)],
    ['log', Buffer.from(desk.logged.join('\n'))],
    ['feed', Buffer.from(desk.told.join('\n'))],
  ])
  // The hunt was where something is: the facts themselves are found, in the journal's log, on the wire and at the centre.
  const ids = hunt(
    places,
    desk.facts
      .filter(isCard)
      .slice(0, 1)
      .map(({ id }) => id),
  )
  expect(
    ids.map((found) =>
      found
        .replace(/^.* in | as .*$/g, '')
        .split('/')
        .at(-1),
    ),
  ).toEqual(
    expect.arrayContaining(['MQTT', expect.stringMatching(/^journal\.db/), expect.stringMatching(/^centre\.db/)]),
  )
  expect(hunt(places, planted.flatMap(secretsOf))).toEqual([])
}, 180_000)

const isCard = ({ type }: { readonly type: string }) => type === 'deskbridge.card.read'

/** What the procedure of this test may take. */
function contentOf({ number, oldNumber, name, birth, residence }: Invented): CardContent {
  return { name, birthDate: iso(birth), number, ...(oldNumber ? { oldNumber } : {}), residence }
}

function chipCard(who: Invented): CitizenCard {
  const { sex, issue } = who
  const more = { sex, issueDate: iso(issue), features: `Nốt ruồi của ${who.name}`, father: `Cha của ${who.name}` }
  return { source: 'chip', kind: 'can-cuoc', ...contentOf(who), ...more } as CitizenCard
}

function secretsOf({ number, oldNumber, name }: Invented): string[] {
  return [number, number.slice(3), name, ...(oldNumber ? [oldNumber] : [])]
}

function iso([day, month, year]: readonly [number, number, number]): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}`
}
