/** The form as somebody filled it in. */
export interface LateForm {
  readonly ticket: string
  readonly date: string
  readonly began: string
  readonly ended: string
  readonly dossiers: string
}

/** What is entered; times in RFC 3339. */
export interface LateEntry {
  readonly ticket: string
  readonly dossiers: readonly string[]
  readonly began: string
  readonly ended: string
}

/** What is wrong with a field, by the key of its words. */
export interface LateMistake {
  readonly field: keyof LateForm
  readonly why: string
}

/** As the desk has it: what lies longer back is no work of this month's books. */
const longest = 30 * 86_400_000

/** Reads the form by the clock of this PC: the entry, or every mistake in the order of the fields. */
export function readLate(form: LateForm, now: Date): LateEntry | readonly LateMistake[] {
  const ticket = form.ticket.trim()
  const day = readDay(form.date.trim())
  const [began, ended] = [readTime(form.began.trim()), readTime(form.ended.trim())]
  const [from, to] = [momentOf(day, began), momentOf(day, ended)]
  const found: readonly (readonly [keyof LateForm, string | undefined])[] = [
    ['ticket', ticket === '' ? 'page.late.wrong.ticket' : undefined],
    ['date', day ? whyNotThatDay(day, from, now) : 'page.late.wrong.date'],
    ['began', began ? undefined : 'page.late.wrong.time'],
    ['ended', ended ? whyNotThen(from, to, now) : 'page.late.wrong.time'],
  ]
  const mistakes = found.flatMap(([field, why]) => (why === undefined ? [] : [{ field, why }]))
  if (mistakes.length > 0 || !from || !to) return mistakes
  return { ticket, dossiers: codesOf(form.dossiers), began: from.toISOString(), ended: to.toISOString() }
}

/** The day as everybody here writes it, whatever the language of the browser; undefined for what is no day. */
export function tidyDay(written: string): string | undefined {
  const day = readDay(written.trim())
  return day && [day.getDate(), day.getMonth() + 1].map(twoDigits).join('/').concat(`/${day.getFullYear()}`)
}

/** The time of day with a colon: 8:05, 08h05 and 0805 are all the same. */
export function tidyTime(written: string): string | undefined {
  return readTime(written.trim())?.map(twoDigits).join(':')
}

type TimeOfDay = readonly [hours: number, minutes: number]

/** 22/11/2026, also with points, hyphens or nothing between. The 31st of February is no day. */
function readDay(written: string): Date | undefined {
  const [, days, months, years] =
    /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(written) ?? /^(\d\d)(\d\d)(\d{4})$/.exec(written) ?? []
  const [day, month, year] = [Number(days), Number(months) - 1, Number(years)]
  const date = new Date(year, month, day)
  return date.getMonth() === month && date.getDate() === day ? date : undefined
}

function readTime(written: string): TimeOfDay | undefined {
  const [, hours, minutes] = /^([01]?\d|2[0-3])[:.h]?([0-5]\d)$/i.exec(written) ?? []
  return minutes === undefined ? undefined : [Number(hours), Number(minutes)]
}

function momentOf(day: Date | undefined, time: TimeOfDay | undefined): Date | undefined {
  return day && time && new Date(day.getFullYear(), day.getMonth(), day.getDate(), ...time)
}

function whyNotThatDay(day: Date, from: Date | undefined, now: Date): string | undefined {
  if (day > now) return 'page.late.wrong.future-day'
  return (from ?? day).getTime() < now.getTime() - longest ? 'page.late.wrong.old' : undefined
}

function whyNotThen(from: Date | undefined, to: Date | undefined, now: Date): string | undefined {
  if (!to) return undefined
  if (from && to < from) return 'page.late.wrong.order'
  return to > now && to.toDateString() === now.toDateString() ? 'page.late.wrong.future' : undefined
}

function codesOf(written: string): string[] {
  const codes = written.split(/[\n,;]/).map((code) => code.trim())
  return codes.filter((code) => code !== '')
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
