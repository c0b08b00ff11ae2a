import { DeskRefusal } from '../../../src/desk/client/index.ts'
import type { Words } from '../../../src/desk/index.ts'
import { say } from '../../page/words.ts'
import { toast } from './toast.ts'

/** Asks the desk for something. */
export type Post = (action: string, body: unknown) => Promise<unknown>

/** What came of it: the answer, or why not. */
export type Answered =
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly code: string; readonly why: Words }

/** Asks, and says nothing. */
export async function answered(post: Post, action: string, body: unknown): Promise<Answered> {
  try {
    return { kind: 'done', answer: await post(action, body) }
  } catch (error) {
    return { kind: 'refused', ...wordsOf(error) }
  }
}

/** Asks; what speaks against it is said. Whether it was done. */
export async function ask(post: Post, action: string, body: unknown): Promise<boolean> {
  const came = await answered(post, action, body)
  if (came.kind === 'refused') toast('error', came.why)
  return came.kind === 'done'
}

function wordsOf(error: unknown): { readonly code: string; readonly why: Words } {
  if (error instanceof DeskRefusal && error.words) {
    const { vi, en } = error.words
    return { code: error.code, why: { vi: `${vi.sentence}. ${vi.next}`, en: `${en.sentence}. ${en.next}` } }
  }
  return { code: '', why: { vi: say('page.lost'), en: say('page.lost') } }
}
