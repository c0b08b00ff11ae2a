import type { ErrorCode } from '../../core/index.ts'

/** Characters of one line; columns count from 1, as printed, the last one belongs to it. */
export interface Span {
  readonly line: number
  readonly from: number
  readonly to: number
}

/** What may stand in a field. */
export type Alphabet = 'digits' | 'known-digits' | 'letters' | 'sex' | 'any'

/** One field. */
export interface Field extends Span {
  readonly alphabet: Alphabet
}

/** A check digit, what it is computed over, and what is said where it does not fit. */
export interface Check {
  readonly over: readonly Span[]
  readonly digit: Span
  readonly code: ErrorCode
  /** A filler may stand for the check digit of an empty field. */
  readonly mayLack?: true
}

/** Where what stands in an MRZ. */
export interface Layout {
  readonly lines: number
  readonly width: number
  /** What the document code may begin with. */
  readonly documents: string
  /** The number of the document, which may go on behind its check digit. */
  readonly number: readonly Span[]
  readonly fields: Readonly<Record<FieldName, Field>>
  readonly checks: readonly Check[]
}

export type FieldName =
  | 'documentCode'
  | 'issuer'
  | 'documentNumber'
  | 'optional'
  | 'birth'
  | 'sex'
  | 'expiry'
  | 'nationality'
  | 'names'

/** Cards: ICAO 9303-5, 4.2.2. */
export const td1: Layout = {
  lines: 3,
  width: 30,
  documents: 'ACI',
  number: [span(1, 6, 14)],
  fields: {
    documentCode: { line: 1, from: 1, to: 2, alphabet: 'letters' },
    issuer: { line: 1, from: 3, to: 5, alphabet: 'letters' },
    documentNumber: { line: 1, from: 6, to: 14, alphabet: 'any' },
    optional: { line: 1, from: 16, to: 30, alphabet: 'any' },
    birth: { line: 2, from: 1, to: 6, alphabet: 'known-digits' },
    sex: { line: 2, from: 8, to: 8, alphabet: 'sex' },
    expiry: { line: 2, from: 9, to: 14, alphabet: 'digits' },
    nationality: { line: 2, from: 16, to: 18, alphabet: 'letters' },
    names: { line: 3, from: 1, to: 30, alphabet: 'letters' },
  },
  checks: [
    { over: [span(1, 6, 14)], digit: span(1, 15), code: 'DB-CRD-023' },
    { over: [span(2, 1, 6)], digit: span(2, 7), code: 'DB-CRD-024' },
    { over: [span(2, 9, 14)], digit: span(2, 15), code: 'DB-CRD-025' },
    {
      over: [span(1, 6, 30), span(2, 1, 7), span(2, 9, 15), span(2, 19, 29)],
      digit: span(2, 30),
      code: 'DB-CRD-027',
    },
  ],
}

/** Passports: ICAO 9303-4, 4.2.2. */
export const td3: Layout = {
  lines: 2,
  width: 44,
  documents: 'P',
  number: [span(2, 1, 9)],
  fields: {
    documentCode: { line: 1, from: 1, to: 2, alphabet: 'letters' },
    issuer: { line: 1, from: 3, to: 5, alphabet: 'letters' },
    names: { line: 1, from: 6, to: 44, alphabet: 'letters' },
    documentNumber: { line: 2, from: 1, to: 9, alphabet: 'any' },
    nationality: { line: 2, from: 11, to: 13, alphabet: 'letters' },
    birth: { line: 2, from: 14, to: 19, alphabet: 'known-digits' },
    sex: { line: 2, from: 21, to: 21, alphabet: 'sex' },
    expiry: { line: 2, from: 22, to: 27, alphabet: 'digits' },
    optional: { line: 2, from: 29, to: 42, alphabet: 'any' },
  },
  checks: [
    { over: [span(2, 1, 9)], digit: span(2, 10), code: 'DB-CRD-023' },
    { over: [span(2, 14, 19)], digit: span(2, 20), code: 'DB-CRD-024' },
    { over: [span(2, 22, 27)], digit: span(2, 28), code: 'DB-CRD-025' },
    { over: [span(2, 29, 42)], digit: span(2, 43), code: 'DB-CRD-026', mayLack: true },
    { over: [span(2, 1, 10), span(2, 14, 20), span(2, 22, 43)], digit: span(2, 44), code: 'DB-CRD-027' },
  ],
}

const [documentNumber, optional] = [td1.fields.documentNumber, td1.fields.optional]

/**
 * The card of Viet Nam: its number has digits only, and the personal number stands in the optional data, mostly with a check
 * digit of its own at the end.
 */
export const td1OfVietNam: Layout = {
  ...td1,
  fields: {
    ...td1.fields,
    documentNumber: { ...documentNumber, alphabet: 'digits' },
    optional: { ...optional, to: 27, alphabet: 'digits' },
  },
  checks: td1.checks.toSpliced(-1, 0, {
    over: [span(1, 16, 27)],
    digit: span(1, 30),
    code: 'DB-CRD-026',
    mayLack: true,
  }),
}

/**
 * A card whose number is longer than its field: a filler stands for the check digit, and the number goes on in the optional
 * data, whose last character is the check digit (ICAO 9303-5).
 */
export function td1WithLongNumber(digitAt: number): Layout {
  const number = [span(1, 6, 14), span(1, 16, digitAt - 1)]
  const check: Check = { over: number, digit: span(1, digitAt), code: 'DB-CRD-023' }
  return { ...td1, number, checks: td1.checks.with(0, check) }
}

function span(line: number, from: number, to: number = from): Span {
  return { line, from, to }
}
