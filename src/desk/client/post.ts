import { DeskRefusal, type RefusalWords } from './refusal.ts'

/**
 * Asks a desk to do something. Rejects with {@link DeskRefusal}: the desk's own, or `unreachable`.
 */
export async function post(base: string, action: string, body: unknown, session?: string): Promise<unknown> {
  const proof = session === undefined ? {} : { authorization: `Bearer ${session}` }
  const headers = { 'content-type': 'application/json', ...proof }
  const url = new URL(`/v1/${action}`, base).href
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => undefined)
  if (!response) throw new DeskRefusal('unreachable')
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer
  const { code = `HTTP ${response.status}`, ...words } = (answer ?? {}) as { code?: string } & RefusalWords
  throw new DeskRefusal(code, words.vi ? words : undefined)
}
