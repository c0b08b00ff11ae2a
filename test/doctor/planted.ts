/** Things that must never leave a desk, each made up, by the way on which it comes in. */
export interface Planted {
  /** Citizens whose cards are read by a scanner, and by one that was taken for a keypad. */
  readonly cards: readonly Card[]
  readonly mistaken: readonly Card[]
  readonly officers: readonly string[]
  readonly onDisplay: readonly string[]
  readonly dossiers: readonly string[]
  readonly reasons: readonly string[]
  readonly pins: readonly string[]
  readonly written: Written
  /** All of it. */
  readonly all: readonly string[]
}

/** A citizen's card. */
export interface Card {
  readonly number: string
  readonly name: string
  readonly born: string
}

/** What somebody wrote into the configuration. */
export interface Written {
  readonly password: string
  readonly username: string
  readonly inAddress: string
  readonly help: string
  readonly comment: string
  readonly folder: string
  readonly reason: string
  readonly profileAuthor: string
}

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ']
const middles = ['Văn', 'Thị', 'Hữu', 'Ngọc', 'Minh', 'Thanh', 'Quốc']
const givens = ['Ân', 'Bình', 'Cường', 'Dũng', 'Hạnh', 'Khánh', 'Lan', 'Oanh', 'Phúc', 'Tuấn', 'Yến']

/** Plants the same things each time. */
export function plant(): Planted {
  let made = 0
  const person = () => {
    const number = made++
    const pick = (list: readonly string[], step: number) => list[Math.floor(number / step) % list.length]
    return `${pick(families, 1)} ${pick(middles, 10)} ${pick(givens, 3)} ${number}`
  }
  const several = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index))
  const card = (index: number): Card => {
    const number = String(1_090_123_456 + made * 7_919).padStart(12, '0')
    return { number, name: person(), born: `${String((index % 28) + 1).padStart(2, '0')}0${(index % 9) + 1}1990` }
  }
  const cards = several(40, card)
  const mistaken = several(20, card)
  const officers = several(15, person)
  const onDisplay = several(15, person)
  const dossiers = several(20, (index) => `000.00.01.H62-261122-${String(7_000 + index)}`)
  const reasons = several(10, (index) => `Đi họp với ${person()} phòng ${index}`)
  const pins = several(15, (index) => String(802_613 + index * 7_127))
  const written: Written = {
    password: 'mat-khau-R4t-kho',
    username: 'tai.khoan.rieng',
    inAddress: 'mat-khau-trong-dia-chi',
    help: 'Chị Hoa 0912345678',
    comment: 'máy của anh Tâm',
    folder: 'nha-cua-anh-tam',
    reason: 'Đón con gái Mai',
    profileAuthor: 'Kỹ sư Lâm Văn Tài',
  }
  const people = [...cards, ...mistaken].flatMap(({ number, name }) => [number, name])
  const all = [...people, ...officers, ...onDisplay, ...dossiers, ...reasons, ...pins, ...Object.values(written)]
  return { cards, mistaken, officers, onDisplay, dossiers, reasons, pins, written, all }
}
