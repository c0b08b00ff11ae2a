import { DeskError } from '../../core/index.ts'
import { isoDate } from '../dates.ts'
import { isName, properName } from '../letters.ts'
import type { CitizenCard } from '../person.ts'
import { isPersonalNumber, judgeNumber, yearOf } from '../personal-number.ts'
import { sexNamed } from '../qr/parts.ts'

/**
 * Reads what the program of a reader's maker says of a chip, under the names of the event `id-card` in device profiles. It is
 * judged like printed text: that a program says so proves nothing.
 * @throws DeskError DB-CRD-002 to -010, -014: which field cannot be; nothing of it is given then.
 */
export function readFields(said: Readonly<Record<string, string>>): CitizenCard {
  const [number, oldNumber, name] = [said.id ?? '', said.oldId ?? '', (said.name ?? '').normalize('NFC').trim()]
  if (!isPersonalNumber(number)) throw new DeskError('DB-CRD-002')
  const birthDate = birthOf(said.birth ?? '', number)
  const sex = said.sex ? sexNamed(said.sex.normalize('NFC').trim()) : undefined
  if (said.sex && sex === undefined) throw new DeskError('DB-CRD-010')
  judgeNumber(number, { birthDate, ...(sex ? { sex } : {}) })
  if (!/^(\d{9}|\d{12})?$/.test(oldNumber)) throw new DeskError('DB-CRD-014')
  if (!isName(name)) throw new DeskError('DB-CRD-009')
  const residence = (said.address ?? '').normalize('NFC').trim()
  return {
    source: 'chip',
    number,
    ...(oldNumber ? { oldNumber } : {}),
    name: properName(name),
    birthDate,
    ...(sex ? { sex } : {}),
    ...(residence ? { residence } : {}),
  }
}

/** Of old people only the year may be known; some programs then say nothing at all, and the number has it. */
function birthOf(told: string, number: string): string {
  if (told === '') return String(yearOf(number))
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(told) ?? []
  if (isoDate(Number(year), Number(month), Number(day)) === undefined) throw new DeskError('DB-CRD-006')
  return told
}
