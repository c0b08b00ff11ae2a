import type { LiveMessage } from './page/messages.ts'

/** Where a page was. */
export interface Position {
  readonly life: string
  readonly number: number
}

/** One who follows. Messages come written: a hundred viewers are one JSON. */
export type Follower = (message: string) => void

/** One picture that pages follow. */
export interface Live {
  /** Looks whether the picture is another, and tells everybody if so. */
  refresh(at: number): void
  pulse(at: number): void
  /** Begins with the picture, unless it is the one that the page has. Ends with what is given back. */
  follow(after: Position | undefined, at: number, follower: Follower): () => void
  followers(): number
}

/** A picture that pages follow; `life` names this life of the server, because numbers of another one mean nothing. */
export function createLive<View>(life: string, look: () => View): Live {
  const followers = new Set<Follower>()
  let number = 0
  let last = ''
  /** The view is compared as text, so that a change that shows nowhere is sent nowhere. */
  const update = (): boolean => {
    const now = JSON.stringify(look())
    if (now === last) return false
    last = now
    number++
    return true
  }
  const picture = (at: number) =>
    `{"kind":"view","life":${JSON.stringify(life)},"number":${number},"at":${at},"view":${last}}`
  const written = (message: LiveMessage<View>) => JSON.stringify(message)

  const refresh = (at: number) => {
    if (followers.size === 0 || !update()) return
    const message = picture(at)
    for (const follower of followers) follower(message)
  }
  return {
    refresh,
    pulse(at) {
      const message = written({ kind: 'pulse', at })
      for (const follower of followers) follower(message)
    },
    follow(after, at, follower) {
      if (followers.size === 0) update()
      else refresh(at)
      const isSame = after?.life === life && after.number === number
      follower(isSame ? written({ kind: 'same', life, number, at }) : picture(at))
      followers.add(follower)
      return () => void followers.delete(follower)
    },
    followers: () => followers.size,
  }
}
