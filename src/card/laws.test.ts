import { describe, expect, it } from 'vitest'
import { seededRandom, seedOfRun } from '../../test/support/faces.ts'
import { DeskError } from '../core/index.ts'
import { qrText, somebody, td1Text } from './card.fixture.ts'
import { type CitizenCard, judgeNumber, readMrz, readQr, recogniseCard } from './index.ts'

const seed = seedOfRun()
const random = seededRandom(seed)
const upTo = (count: number) => Math.floor(random.unit() * count)
const oneOf = <T>(list: readonly [T, ...T[]]): T => list[upTo(list.length)] ?? list[0]

type Way = (text: string) => string
type Ways = readonly [Way, ...Way[]]

/** What keyboards and programs do to a text on its way, then what scanners do. */
const forms: Ways = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD'),
  (text) => text.replaceAll(' ', '\u00a0'),
]
const transports: Ways = [
  (text) => text,
  (text) => `]Q1${text}`,
  (text) => text + text,
  (text) => `]Q1${text}]Q1${text}`,
  (text) => `${text}\r\n${text}\r\n`,
  (text) => {
    const cut = upTo(text.length + 1)
    return `${text.slice(0, cut)}${oneOf(['\r', '\n', '\r\n', '\r\n]Q1', '\u001d'])}${text.slice(cut)}`
  },
]

/** Letters that matter in these texts, and some that have no place in them. */
const characters = [
  '|',
  '<',
  ' ',
  '?',
  ']',
  '\r',
  '\n',
  '\ufffd',
  '\u0301',
  'ễ',
  'Ữ',
  '😀',
  '0',
  '1',
  '9',
  'A',
  'O',
  'n',
]

/** One to four characters replaced, left out, doubled or put in. */
function mutated(text: string): string {
  const letters = Array.from(text)
  for (let times = 1 + upTo(4); times > 0; times--) {
    const at = upTo(letters.length)
    letters.splice(at, upTo(3), ...(upTo(3) === 0 ? [] : [characters[upTo(characters.length)] ?? '']))
  }
  return letters.join('')
}

const essence = ({ documentNumber, birthDate, expiryDate }: CitizenCard) => ({ documentNumber, birthDate, expiryDate })

const caseless = ({ residence, ...card }: CitizenCard) => ({ ...card, residence: residence?.toLowerCase() })

describe(`laws of citizen cards (SEED=${seed})`, () => {
  it('a card is the same whatever became of its text on the way', () => {
    for (let n = 0; n < 2_000; n++) {
      const text = qrText(somebody(random), oneOf(['', '||||', '|||']))
      const onTheWay = oneOf(transports)(oneOf(forms)(oneOf(forms)(text)))
      expect(caseless(readQr(onTheWay)), JSON.stringify(onTheWay)).toEqual(caseless(readQr(text)))
    }
  })

  it('the lines of a card tell who is on it', () => {
    for (let n = 0; n < 500; n++) {
      const who = somebody(random)
      expect(readMrz(td1Text(who))).toMatchObject({ number: who.number, sex: who.sex })
      expect(readMrz(td1Text(who)).birthDate).toBe(readQr(qrText(who)).birthDate)
    }
  })

  it('no wrong character in the lines of a card gives another number, birth or expiry', () => {
    for (let n = 0; n < 8; n++) {
      const who = somebody(random)
      const text = td1Text(who)
      const card = readMrz(text)
      for (let at = 0; at < 61; at++) {
        for (const wrong of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<') {
          const read = recogniseCard(text.slice(0, at) + wrong + text.slice(at + 1), '2026-11-22')
          if (read === 'not-a-card' || read instanceof DeskError) continue
          const where = `${who.number} at ${at}: ${wrong}`
          expect([undefined, card.number], where).toContain(read.number)
          expect(essence(read), where).toEqual(essence(card))
        }
      }
    }
  })

  it('100,000 spoilt texts are refused or are plausible cards, and none is a crash', () => {
    const whole = Array.from({ length: 1_000 }, (_, n) => {
      const who = somebody(random)
      return n % 2 === 0 ? qrText(who, oneOf(['', '||||'])) : td1Text(who)
    })
    let cards = 0
    for (let n = 0; n < 100_000; n++) {
      const text = mutated(whole[n % whole.length] ?? '')
      const read = recogniseCard(text)
      if (read === 'not-a-card') continue
      if (read instanceof DeskError) {
        if (!read.code.startsWith('DB-CRD-0')) expect.fail(`${read.code} of ${JSON.stringify(text)}`)
        continue
      }
      cards++
      if (read.number !== undefined) judgeNumber(read.number, read)
    }
    expect(cards).toBeGreaterThan(0)
  }, 120_000)
})
