import { post } from './post.ts'
import { DeskRefusal, pageRefusal } from './refusal.ts'

/** Where the secret of a pairing is kept between visits. */
export interface SessionStore {
  read(): string | undefined
  /** Undefined forgets it. */
  write(session: string | undefined): void
}

/** What a person is asked. */
export interface CodeQuestion {
  /** How many digits the code has that the desk shows now. */
  readonly digits: number
  /** For how long it is good. */
  readonly seconds: number
  /** The code before was wrong; undefined the first time. */
  readonly refusal: DeskRefusal | undefined
}

/** Asks for the code that the desk shows; undefined when the person gives up. */
export type AskCode = (question: CodeQuestion) => Promise<string | undefined> | string | undefined

/** The pairing of an earlier visit if it still holds, else a new one. */
export async function obtainSession(base: string, store: SessionStore, askCode: AskCode): Promise<string> {
  const kept = store.read()
  if (kept !== undefined && (await holds(base, kept))) return kept
  store.write(undefined)
  const session = await pair(base, askCode)
  store.write(session)
  return session
}

async function holds(base: string, session: string): Promise<boolean> {
  try {
    await post(base, 'session', {}, session)
    return true
  } catch (error) {
    if (error instanceof DeskRefusal && error.code === 'DB-DSK-020') return false
    throw error
  }
}

async function pair(base: string, askCode: AskCode): Promise<string> {
  let refusal: DeskRefusal | undefined
  for (;;) {
    const { digits, seconds } = (await post(base, 'pair', {})) as { digits: number; seconds: number }
    const code = await askCode({ digits, seconds, refusal })
    if (!code) throw pageRefusal('not-paired')
    try {
      return ((await post(base, 'pair-confirm', { code: code.replace(/\D/g, '') })) as { session: string }).session
    } catch (error) {
      // A wrong code may be typed again; what is locked or broken is told.
      if (!(error instanceof DeskRefusal && ['DB-DSK-021', 'DB-DSK-006'].includes(error.code))) throw error
      refusal = error
    }
  }
}

/**
 * Keeps it in the storage of the page's origin, where its other pages find it. A page in a frame of another site may have
 * no storage: its pairing lasts as long as the page.
 */
export function pageStore(url: string): SessionStore {
  const name = `deskbridge ${url}`
  const storage = storageOfPage()
  let kept = storage?.getItem(name) ?? undefined
  return {
    read: () => kept,
    write(session) {
      kept = session
      if (session === undefined) storage?.removeItem(name)
      else storage?.setItem(name, session)
    },
  }
}

interface PageStorage {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
  removeItem(name: string): void
}

function storageOfPage(): PageStorage | undefined {
  try {
    return (globalThis as { readonly localStorage?: PageStorage }).localStorage
  } catch {
    // A browser throws already when a page looks at what it must not have.
    return undefined
  }
}
