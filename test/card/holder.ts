/** Whom a card says that it belongs to. Nobody real; numbers and names are made up. */
export interface Holder {
  /** All twelve digits. */
  readonly number: string
  readonly name: string
  /** Dates are `yyyy-mm-dd`. */
  readonly birthDate: string
  readonly sex: 'M' | 'F'
  readonly issueDate: string
  readonly expiryDate: string
  readonly origin: string
  readonly residence: string
  readonly ethnicity: string
  readonly religion: string
  readonly features: string
  readonly father: string
  readonly mother: string
  readonly oldNumber: string
}

/** The holder of the test card. */
export const holder: Holder = {
  number: '001199000123',
  name: 'Nguyễn Thị Ấn',
  birthDate: '1999-02-15',
  sex: 'F',
  issueDate: '2021-03-20',
  expiryDate: '2039-02-15',
  origin: 'Xã Mẫu, Huyện Thử, Hà Nam',
  residence: 'Số 1 Phố Ví Dụ, Phường Mẫu, Quận Thử, Hà Nội',
  ethnicity: 'Dân tộc Thử-Nghiệm',
  religion: 'Tôn giáo Thử-Nghiệm',
  features: 'Nốt ruồi C. 1cm trên sau cánh mũi phải',
  father: 'Nguyễn Văn Ví',
  mother: 'Trần Thị Dụ',
  oldNumber: '123456789',
}

/** The card access number: the last six digits. */
export function canOf({ number }: Holder): string {
  return number.slice(-6)
}

/** The three lines of the machine readable zone (TD1), as Vietnam prints them. */
export function mrzOf(person: Holder): readonly [string, string, string] {
  const number = checked(person.number.slice(-9))
  const optional = checked(`${person.number}<<`)
  const birth = checked(shortDate(person.birthDate))
  const expiry = checked(shortDate(person.expiryDate))
  const first = `IDVNM${number}${optional}`
  const second = `${birth}${person.sex}${expiry}VNM${'<'.repeat(11)}`
  const composite = checkDigit(first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29))
  return [first, `${second}${composite}`, printedName(person.name).padEnd(30, '<').slice(0, 30)]
}

/** Document number, date of birth and date of expiry with their check digits, which open the chip. */
export function printedOf(person: Holder): string {
  return [person.number.slice(-9), shortDate(person.birthDate), shortDate(person.expiryDate)].map(checked).join('')
}

/** Without marks, in capitals; the family name apart from the others. */
function printedName(name: string): string {
  const [family = '', ...given] = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'D')
    .toUpperCase()
    .split(' ')
  return `${family}<<${given.join('<')}`
}

function shortDate(date: string): string {
  return date.replaceAll('-', '').slice(2)
}

function checked(field: string): string {
  return field + checkDigit(field)
}

function checkDigit(field: string): number {
  const worth = (letter: string) => (letter === '<' ? 0 : Number.parseInt(letter, 36))
  return [...field].reduce((sum, letter, index) => sum + worth(letter) * ([7, 3, 1][index % 3] ?? 0), 0) % 10
}
