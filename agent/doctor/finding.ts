import type { DeskError } from '../../src/core/index.ts'

/** What is looked at, in the order in which one thing needs the other. */
export const subjects = [
  'program',
  'config',
  'modules',
  'folder',
  'journal',
  'disk',
  'agent',
  'network',
  'name',
  'way',
  'certificate',
  'broker',
  'rights',
  'centre',
  'clock',
  'page',
  'browser',
  'session',
  'device',
  'card',
] as const

/** One of {@link subjects}. */
export type Subject = (typeof subjects)[number]

/** One thing that was looked at, and what is wrong with it. */
export interface Finding {
  readonly subject: Subject
  /** Which one, where there are several. */
  readonly name?: string
  /** `unsure`: somebody should look, though the desk may be in order. */
  readonly state: 'good' | 'bad' | 'unsure'
  readonly error?: DeskError
}

/** Nothing is wrong with it. */
export function good(subject: Subject, name?: string): Finding {
  return { subject, ...named(name), state: 'good' }
}

/** Something is wrong with it. */
export function bad(subject: Subject, error: DeskError, name?: string): Finding {
  return { subject, ...named(name), state: 'bad', error }
}

/** Somebody should look at it. */
export function unsure(subject: Subject, error: DeskError, name?: string): Finding {
  return { subject, ...named(name), state: 'unsure', error }
}

/** What is wrong with one thing; good where nothing is. */
export function judge(subject: Subject, errors: readonly (DeskError | undefined)[]): Finding[] {
  const wrong = errors.flatMap((error) => (error ? [bad(subject, error)] : []))
  return wrong.length > 0 ? wrong : [good(subject)]
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name }
}
