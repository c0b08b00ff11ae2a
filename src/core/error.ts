import { type ErrorCode, isErrorCode, type Language, text } from './text/index.ts'

/** Where in the user's input an error is. Lines and columns count from 1, offsets from 0. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly offset?: number
}

/** What fills the placeholders of a text. */
export type TextArgs = Readonly<Record<string, string | number>>

/** What a {@link DeskError} may carry beside its code. */
export interface ErrorDetails {
  readonly cause?: unknown
  readonly place?: Place
}

/** The one error class. The code is stable, the sentences come from the text table, and nobody matches on them. */
export class DeskError extends Error {
  override readonly name = 'DeskError'
  readonly code: ErrorCode
  readonly args: TextArgs
  readonly place: Place | undefined

  constructor(code: ErrorCode, args: TextArgs = {}, details: ErrorDetails = {}) {
    super(`${code}: ${text(code, 'en', args)}`, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.args = args
    this.place = details.place
  }
}

/** Whether a value is a DeskError, optionally with a given code. */
export function isDeskError(value: unknown, code?: ErrorCode): value is DeskError {
  return value instanceof DeskError && (code === undefined || value.code === code)
}

/** Any thrown value as a DeskError: itself if it is one, else wrapped under the fallback code. */
export function toDeskError(value: unknown, fallback: ErrorCode, args: TextArgs = {}): DeskError {
  if (value instanceof DeskError) return value
  const reason = value instanceof Error ? value.message : String(value)
  return new DeskError(fallback, { reason, ...args }, { cause: value })
}

/** A DeskError that crossed a process border as plain data. */
export interface ErrorMessage {
  readonly code: string
  readonly args: TextArgs
}

/** Packs an error for another process. */
export function packError(error: DeskError): ErrorMessage {
  return { code: error.code, args: error.args }
}

/** Unpacks {@link packError}; a code this version does not know becomes the fallback. */
export function unpackError(message: ErrorMessage, fallback: ErrorCode): DeskError {
  return isErrorCode(message.code)
    ? new DeskError(message.code, message.args)
    : new DeskError(fallback, { reason: message.code, ...message.args })
}

/** `file:line:column`, as far as known; empty when nothing is. */
export function formatPlace(place: Place | undefined): string {
  if (!place) return ''
  const parts = [place.file, place.line, place.line === undefined ? undefined : place.column]
  const head = parts.filter((part) => part !== undefined).join(':')
  return place.offset === undefined ? head : `${head}${head ? ' ' : ''}@${place.offset}`
}

/** An error as a person reads it: code and sentence, then the next step, with its place in front. */
export function explain(error: DeskError, language: Language): string {
  const place = formatPlace(error.place)
  const next = text(error.code, language, error.args, 'next')
  return `${place ? `${place}: ` : ''}${error.code} ${text(error.code, language, error.args)}${next ? `\n  → ${next}` : ''}`
}
