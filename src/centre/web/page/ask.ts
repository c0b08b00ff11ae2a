import { currentLanguage, say } from './words.ts'

/** Why the centre did not do it: its code, and a sentence with the next step. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly next: string

  constructor(code: string, sentence: string, next: string) {
    super(sentence)
    this.code = code
    this.next = next
  }
}

/** Code of a {@link Refusal} when the centre could not be reached at all. */
export const unreachable = 'unreachable'

/** Asks the centre to do something. */
export function post<T>(path: string, body: unknown): Promise<T> {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Asks the centre for something. */
export function get<T>(path: string): Promise<T> {
  return ask(path, {})
}

/** A little longer than a press may take to the disk of its desk, so that the centre's answer is the one that counts. */
const patience = 12_000

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(patience) }).catch(() => undefined)
  if (!response) throw new Refusal(unreachable, '', '')
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer as T
  const refused = (answer ?? {}) as { readonly code?: string } & Record<
    string,
    { readonly sentence: string; readonly next: string } | undefined
  >
  const words = refused[currentLanguage()]
  throw new Refusal(String(refused.code ?? response.status), words?.sentence ?? '', words?.next ?? '')
}

/** Why the centre did not do it, and what to do about that, as one text. */
export function wordsOfRefusal(error: unknown): string {
  return error instanceof Refusal && error.message !== '' ? `${error.message}. ${error.next}` : say('web.lost')
}
