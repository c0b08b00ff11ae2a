import { type Clock, DeskError, type Random } from '../../core/index.ts'
import type { Words } from '../api/words.ts'
import { anyUser } from './peer.ts'
import { drawSecret, hashOf } from './secrets.ts'

/** What a window of the desk shows. PINs and signatures get kinds of their own. */
export type WindowContent =
  | { readonly kind: 'pairing'; readonly origin: string; readonly code: string }
  /** An application wants the card of the citizen at a counter: what for, and what of it, in words. */
  | {
      readonly kind: 'card'
      readonly origin: string
      readonly counter: string
      readonly procedure: Words
      readonly fields: Words
    }

/** What whoever reads a window says to it. */
export type WindowWord = 'refused' | 'agreed'

/** A helper in somebody's desktop session, which can open a browser there. */
export interface Helper {
  /** The user that it says it runs as; the browser that it opens must prove it. */
  readonly user: string
  /** Opens a page of ours: a path with a one-time token in its fragment. */
  open(path: string): void
}

/** The windows that only the person at this desk may see. */
export interface Windows {
  /** A helper is there, until the returned function is called. */
  join(helper: Helper): () => void
  /**
   * Opens a window for a user. Who reads it there may say that it was somebody else who asked, or that it may be done.
   * @throws DeskError DB-DSK-024 no helper runs in that user's session.
   */
  open(user: string, content: WindowContent, answer: (word: WindowWord) => void): void
  /**
   * Gives what a token stands for, once.
   * @throws DeskError DB-DSK-025 it was used, is too old, or somebody else opened the page.
   */
  redeem(token: string, user: string): WindowContent
  /**
   * Whoever sees the window that this token opened did not ask for it.
   * @throws DeskError DB-DSK-025 it opened none here, or that was long ago.
   */
  refuse(token: string, user: string): void
  /**
   * Whoever sees the window that this token opened says that it may be done.
   * @throws DeskError DB-DSK-025 it opened none here, or that was long ago.
   */
  agree(token: string, user: string): void
}

/** Where the page of a window is. */
export const windowPath = '/window'

const tokenLife = 60_000
/** So long somebody may look at a window and find that it was not they who asked. */
const shownLife = 600_000
const mostTokens = 32
const mostHelpers = 8

interface Opened {
  readonly user: string
  readonly until: number
  readonly content: WindowContent
  answer(word: WindowWord): void
}

/** No window is open yet. */
export function createWindows({ clock, random }: { readonly clock: Clock; readonly random: Random }): Windows {
  const helpers = new Set<Helper>()
  const tokens = new Map<string, Opened>()
  const shown = new Map<string, Opened>()
  const take = (from: Map<string, Opened>, token: string, user: string): Opened => {
    const kept = from.get(hashOf(token))
    if (!kept || kept.until < clock.mono() || !isSameUser(kept.user, user)) throw new DeskError('DB-DSK-025')
    from.delete(hashOf(token))
    return kept
  }
  const put = (into: Map<string, Opened>, hash: string, opened: Opened) => {
    const [oldest] = into.keys()
    if (into.size >= mostTokens && oldest !== undefined) into.delete(oldest)
    into.set(hash, opened)
  }
  return {
    join(helper) {
      const [oldest] = helpers
      if (helpers.size >= mostHelpers && oldest) helpers.delete(oldest)
      helpers.add(helper)
      return () => void helpers.delete(helper)
    },
    open(user, content, answer) {
      const helper = [...helpers].reverse().find((one) => isSameUser(one.user, user))
      if (!helper) throw new DeskError('DB-DSK-024')
      const token = drawSecret(random)
      put(tokens, hashOf(token), { user, until: clock.mono() + tokenLife, content, answer })
      helper.open(`${windowPath}#${token}`)
    },
    redeem(token, user) {
      const opened = take(tokens, token, user)
      put(shown, hashOf(token), { ...opened, until: clock.mono() + shownLife })
      return opened.content
    },
    refuse: (token, user) => take(shown, token, user).answer('refused'),
    agree: (token, user) => take(shown, token, user).answer('agreed'),
  }
}

/** Where the system does not say who somebody is, everybody may be anybody. */
function isSameUser(a: string, b: string): boolean {
  return a === b || a === anyUser || b === anyUser
}
