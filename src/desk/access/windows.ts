import { type Clock, DeskError, type Random } from '../../core/index.ts'
import { anyUser } from './peer.ts'
import { drawSecret, hashOf } from './secrets.ts'

/** What a window of the desk shows. Cards, PINs and signatures get kinds of their own. */
export type WindowContent = {
  readonly kind: 'pairing'
  readonly origin: string
  readonly code: string
}

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
   * Opens a window for a user.
   * @throws DeskError DB-DSK-024 no helper runs in that user's session.
   */
  open(user: string, content: WindowContent): void
  /**
   * Gives what a token stands for, once.
   * @throws DeskError DB-DSK-025 it was used, is too old, or somebody else opened the page.
   */
  redeem(token: string, user: string): WindowContent
}

/** Where the page of a window is. */
export const windowPath = '/window'

const tokenLife = 60_000
const mostTokens = 32
const mostHelpers = 8

/** No window is open yet. */
export function createWindows({ clock, random }: { readonly clock: Clock; readonly random: Random }): Windows {
  const helpers = new Set<Helper>()
  const tokens = new Map<string, { readonly user: string; readonly until: number; readonly content: WindowContent }>()
  return {
    join(helper) {
      const [oldest] = helpers
      if (helpers.size >= mostHelpers && oldest) helpers.delete(oldest)
      helpers.add(helper)
      return () => void helpers.delete(helper)
    },
    open(user, content) {
      const helper = [...helpers].reverse().find((one) => isSameUser(one.user, user))
      if (!helper) throw new DeskError('DB-DSK-024')
      const token = drawSecret(random)
      const [oldest] = tokens.keys()
      if (tokens.size >= mostTokens && oldest !== undefined) tokens.delete(oldest)
      tokens.set(hashOf(token), { user, until: clock.mono() + tokenLife, content })
      helper.open(`${windowPath}#${token}`)
    },
    redeem(token, user) {
      const kept = tokens.get(hashOf(token))
      if (!kept || kept.until < clock.mono() || !isSameUser(kept.user, user)) throw new DeskError('DB-DSK-025')
      tokens.delete(hashOf(token))
      return kept.content
    },
  }
}

/** Where the system does not say who somebody is, everybody may be anybody. */
function isSameUser(a: string, b: string): boolean {
  return a === b || a === anyUser || b === anyUser
}
