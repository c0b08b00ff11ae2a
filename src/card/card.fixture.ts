import type { Random } from '../core/index.ts'
import { checkDigit } from './mrz/check-digit.ts'
import { provinces } from './provinces.ts'

// People who do not exist, and what would be on their cards.

/** A person as the tests of this room make them up. */
export interface Invented {
  readonly number: string
  readonly oldNumber: string
  readonly name: string
  /** Day, month, year. */
  readonly birth: readonly [number, number, number]
  readonly issue: readonly [number, number, number]
  readonly sex: 'male' | 'female'
  readonly residence: string
}

const surnames = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đặng', 'Vũ', 'Bùi', 'Đỗ', 'Võ', 'Hoàng', 'Ươn', "H'Mai", 'Y']
const middles = ['Thị', 'Văn', 'Đức', 'Ngọc', 'Hữu', 'Thanh', 'Quốc', 'Kiều']
const givens = ['An', 'Bình', 'Cường', 'Dũng', 'Ẩn', 'Huệ', 'Khánh', 'Lượng', 'Mỹ', 'Phượng', 'Quỳnh', 'Ý', 'Ơn']
const places = [
  'Số 1 Phố Ví Dụ, Phường Mẫu, Quận Thử, Hà Nội',
  '2 Đường Mẫu, Phường Thử, TP. Hồ Chí Minh',
  'Tổ 3, Xã Thử Nghiệm, Huyện Mẫu, Vĩnh Long',
  'Buôn Ví Dụ, Xã Ea Mẫu, Đắk Lắk',
]

/** Anybody. */
export function somebody(random: Random): Invented {
  const upTo = (count: number) => Math.floor(random.unit() * count)
  const oneOf = (list: readonly string[]) => list[upTo(list.length)] ?? ''
  const digits = (count: number) => Array.from({ length: count }, () => upTo(10)).join('')
  const year = 1930 + upTo(85)
  const sex = upTo(2) === 0 ? 'male' : 'female'
  const centuryAndSex = (year < 2000 ? 0 : 2) + (sex === 'male' ? 0 : 1)
  return {
    number: `${oneOf(Object.keys(provinces))}${centuryAndSex}${two(year % 100)}${digits(6)}`,
    oldNumber: upTo(2) === 0 ? '' : digits(9),
    name: `${oneOf(surnames)} ${oneOf(middles)} ${oneOf(givens)}`,
    birth: [1 + upTo(28), 1 + upTo(12), year],
    issue: [1 + upTo(28), 1 + upTo(12), 2021 + upTo(5)],
    sex,
    residence: oneOf(places),
  }
}

/** What is in the QR code of somebody's card. */
export function qrText(who: Invented, rest = ''): string {
  const sex = who.sex === 'male' ? 'Nam' : 'Nữ'
  const parts = [who.number, who.oldNumber, who.name, joined(who.birth), sex, who.residence, joined(who.issue)]
  return parts.join('|') + rest
}

/** The three lines of somebody's card. */
export function td1Text({ number, name, birth: [day, month, year], sex }: Invented): string {
  const document = number.slice(3)
  const head = `IDVNM${document}${checkDigit(document)}${number}<<${checkDigit(number)}`
  const birth = two(year % 100) + two(month) + two(day)
  const expiry = '391231'
  const dates = [birth + checkDigit(birth), expiry + checkDigit(expiry)] as const
  const overall = checkDigit(`${head.slice(5)}${dates.join('')}${'<'.repeat(11)}`)
  const letters = plainLetters(name)
    .replace(/[^A-Z ]/g, '')
    .replace(' ', '<<')
    .replaceAll(' ', '<')
  return [
    head,
    `${dates[0]}${sex === 'male' ? 'M' : 'F'}${dates[1]}VNM${'<'.repeat(11)}${overall}`,
    letters.padEnd(30, '<'),
  ].join('\n')
}

function plainLetters(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('Đ', 'D')
    .replaceAll('đ', 'd')
    .toUpperCase()
}

function joined([day, month, year]: readonly [number, number, number]): string {
  return two(day) + two(month) + year
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
