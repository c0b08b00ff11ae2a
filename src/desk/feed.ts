/** Numbered events for pages. A page that lost its connection asks for those after the last one it saw. */
export interface FeedSource<State, Event> {
  /** How many pages follow. */
  followers(): number
  /** What a page gets first, and then each event as it happens until `stop` is called. */
  follow(after: FeedPosition | undefined, event: (number: number, event: Event) => void): FeedFollower<State, Event>
}

/** The end of a feed at which events are told. */
export interface Feed<State, Event> extends FeedSource<State, Event> {
  publish(event: Event): void
}

/** Where a page was: the life of the feed and the last number it saw. */
export interface FeedPosition {
  readonly life: string
  readonly number: number
}

/** How a page starts: from the whole state, or from where it was. */
export type FeedStart<State, Event> =
  | { readonly kind: 'state'; readonly life: string; readonly number: number; readonly state: State }
  | {
      readonly kind: 'resumed'
      readonly life: string
      readonly events: readonly { readonly number: number; readonly event: Event }[]
    }

/** A page that follows. */
export interface FeedFollower<State, Event> {
  readonly start: FeedStart<State, Event>
  stop(): void
}

/** What a feed is made of. */
export interface FeedOptions<State> {
  /** Names this life of the feed: numbers of another life mean nothing here. */
  readonly life: string
  /** Everything that the events so far led to. */
  state(): State
  /** Events kept for pages that come back; one that was away for longer starts from the state. */
  readonly keep?: number
  /** Somebody began to follow. */
  followed?(): void
}

/** A feed. Numbers count from 1. */
export function createFeed<State, Event>({
  life,
  state,
  keep = 500,
  followed,
}: FeedOptions<State>): Feed<State, Event> {
  const followers = new Set<(number: number, event: Event) => void>()
  const kept: { readonly number: number; readonly event: Event }[] = []
  let last = 0

  const start = (after: FeedPosition | undefined): FeedStart<State, Event> => {
    const oldest = last - kept.length
    const resumes = after?.life === life && after.number >= oldest && after.number <= last
    return resumes
      ? { kind: 'resumed', life, events: kept.slice(after.number - oldest) }
      : { kind: 'state', life, number: last, state: state() }
  }

  return {
    publish(event) {
      last++
      kept.push({ number: last, event })
      if (kept.length > keep) kept.shift()
      for (const follower of followers) follower(last, event)
    },
    followers: () => followers.size,
    follow(after, event) {
      const begun = start(after)
      followers.add(event)
      followed?.()
      return { start: begun, stop: () => void followers.delete(event) }
    },
  }
}

/** The same feed as somebody else may see it; an event that becomes undefined is not for them. */
export function mapFeed<State, Event, OtherState, OtherEvent>(
  feed: FeedSource<State, Event>,
  mapState: (state: State) => OtherState,
  mapEvent: (event: Event) => OtherEvent | undefined,
): FeedSource<OtherState, OtherEvent> {
  const startOf = (start: FeedStart<State, Event>): FeedStart<OtherState, OtherEvent> => {
    if (start.kind === 'state') return { ...start, state: mapState(start.state) }
    const events = start.events.flatMap(({ number, event }) => {
      const mapped = mapEvent(event)
      return mapped === undefined ? [] : [{ number, event: mapped }]
    })
    return { ...start, events }
  }
  return {
    followers: feed.followers,
    follow(after, tell) {
      const follower = feed.follow(after, (number, event) => {
        const mapped = mapEvent(event)
        if (mapped !== undefined) tell(number, mapped)
      })
      return { start: startOf(follower.start), stop: follower.stop }
    },
  }
}
