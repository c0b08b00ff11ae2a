import { describe, expect, it } from 'vitest'
import { isDeskError, type Random } from '../../core/index.ts'
import { basicAccessKeys, type ChipAccess, judgeAccess, type MrzAccess, mrzInformation } from './access.ts'
import { plainChannel } from './apdu.ts'
import { basicAccess } from './bac.ts'
import { concat, fromHex, toHex } from './bytes.ts'
import { encrypt, mac, pad } from './primitives.ts'

const isCode = (code: Parameters<typeof isDeskError>[1]) => expect.toSatisfy((error) => isDeskError(error, code))

/** The card of ICAO 9303-11, appendix D. */
const access: MrzAccess = {
  kind: 'mrz',
  documentNumber: 'L898902C',
  birthDate: '1969-08-06',
  expiryDate: '1994-06-23',
}
const example = {
  challenge: '4608f91988702212',
  ours: fromHex('781723860C06C226'),
  ourSecret: fromHex('0B795240CB7049B01C19B33E32804F0B'),
  question: '72c29c2371cc9bdb65b779b8e8d37b29ecc154aa56a8799fae2f498f76ed92f25f1448eea8ad90a7',
  answer: '46b9342a41396cd7386bf5803104d7cedc122b9132139baf2eedc94ee178534f2f2d235d074d7449',
}

/** Chance that gives the numbers of the example. */
function chosen(): Random {
  const given = [example.ours, example.ourSecret]
  return { bytes: () => given.shift() ?? new Uint8Array(), unit: () => 0 }
}

function cardThatSays(...answers: readonly string[]) {
  const told: string[] = []
  const channel = plainChannel(async (bytes) => {
    told.push(toHex(bytes))
    return fromHex(answers[told.length - 1] ?? '')
  })
  return { told, channel }
}

describe('what is printed on a card', () => {
  it('is put into one line as in ICAO 9303-11, appendix D.2', () => {
    expect(mrzInformation(access)).toBe('L898902C<369080619406236')
    const long = { ...access, documentNumber: 'D23145890734', birthDate: '1934-07-12', expiryDate: '1995-07-12' }
    expect(mrzInformation(long)).toBe('D23145890734934071279507122')
  })

  it('gives the keys of appendix D.2', () => {
    const keys = basicAccessKeys(access)
    expect(toHex(keys.encryption)).toBe('ab94fdecf2674fdfb9b391f85d7f76f2')
    expect(toHex(keys.mac)).toBe('7962d9ece03d1acd4c76089dce131543')
  })

  it('may be the whole personal number of a Vietnamese card, whose chip knows its last nine digits', () => {
    const dates = { birthDate: '1999-02-15', expiryDate: '2039-02-15' }
    const whole = mrzInformation({ kind: 'mrz', documentNumber: '001199000123', ...dates })
    expect(whole).toBe(mrzInformation({ kind: 'mrz', documentNumber: '199000123', ...dates }))
    expect(whole).toBe('199000123999021523902150')
  })

  it('that nobody knows of a birth date is filled', () => {
    expect(mrzInformation({ ...access, birthDate: '1969' }).slice(10, 16)).toBe('69<<<<')
  })

  it.each<ChipAccess>([
    { kind: 'can', can: '12345' },
    { kind: 'can', can: '12345a' },
    { ...access, documentNumber: '' },
    { ...access, documentNumber: 'L89 8902' },
    { ...access, expiryDate: '940623' },
  ])('and cannot be right, %j, is refused before it costs a try', (wrong) => {
    expect(() => judgeAccess(wrong)).toThrow(isCode('DB-CRD-116'))
  })
})

describe('Basic Access Control', () => {
  it('is the exchange of ICAO 9303-11, appendix D.3', async () => {
    const card = cardThatSays(`${example.challenge}9000`, `${example.answer}9000`)
    const keys = await basicAccess(card.channel, access, chosen())
    expect(card.told).toEqual(['0084000008', `0082000028${example.question}28`])
    expect(toHex(keys.encryption)).toBe('979ec13b1cbfe9dcd01ab0fed307eae5')
    expect(toHex(keys.mac)).toBe('f1cb1f1fb5adf208806b89dc579dc1f8')
    expect(toHex(keys.counter)).toBe('887022120c06c226')
  })

  it.each(['6300', '63c2', '6982', '6985', '6988', '6a80'])(
    'that is answered %s says that what was read is wrong',
    async (status) => {
      const card = cardThatSays(`${example.challenge}9000`, status)
      await expect(basicAccess(card.channel, access, chosen())).rejects.toThrow(isCode('DB-CRD-103'))
    },
  )

  it.each(['6983', '6984', '63c0'])('that is answered %s says that the chip waits', async (status) => {
    const card = cardThatSays(`${example.challenge}9000`, status)
    await expect(basicAccess(card.channel, access, chosen())).rejects.toThrow(isCode('DB-CRD-104'))
  })

  it('refuses an answer that was changed, or that is to another question', async () => {
    const changed = `00${example.answer.slice(2)}`
    await expect(
      basicAccess(cardThatSays(`${example.challenge}9000`, `${changed}9000`).channel, access, chosen()),
    ).rejects.toThrow(isCode('DB-CRD-106'))
    const { encryption, mac: key } = basicAccessKeys(access)
    const other = encrypt('3DES', encryption, concat(fromHex(example.challenge), new Uint8Array(24)))
    const replayed = toHex(concat(other, mac('3DES', key, pad(other, 8))))
    await expect(
      basicAccess(cardThatSays(`${example.challenge}9000`, `${replayed}9000`).channel, access, chosen()),
    ).rejects.toThrow(isCode('DB-CRD-106'))
  })

  it('is malformed with a challenge or an answer of another length', async () => {
    await expect(basicAccess(cardThatSays('01029000').channel, access, chosen())).rejects.toThrow(isCode('DB-CRD-108'))
    await expect(
      basicAccess(cardThatSays(`${example.challenge}9000`, '01029000').channel, access, chosen()),
    ).rejects.toThrow(isCode('DB-CRD-108'))
  })
})
