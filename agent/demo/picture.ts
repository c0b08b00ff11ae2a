import type { AppliedFact } from '../../src/centre/index.ts'
import type { Clock, Language, Random, Timer } from '../../src/core/index.ts'
import { createFeed, type Feed } from '../../src/desk/index.ts'
import { watchAgent } from './agent-watch.ts'
import { deskFolder } from './config-file.ts'
import { deskView, factView } from './demo-view.ts'
import { type PressKind, pressKind } from './press-facts.ts'
import type { Counts, DemoEvent, DemoState, FactView } from './view.ts'
import type { World } from './world.ts'

/** The world as the page sees it, kept up to date and told to whoever follows. */
export interface Picture {
  readonly feed: Feed<DemoState, DemoEvent>
  /** The centre has taken facts. */
  applied(facts: readonly AppliedFact[]): void
  /** Something at the desk or on the way changed. */
  changed(): void
  stop(): void
}

/** What a picture is made from. */
export interface PictureOptions {
  readonly world: World
  readonly dataFolder: string
  readonly language: Language
  /** What was pressed before this wall time was pressed in an earlier demo. */
  readonly since: number
  readonly clock: Clock
  readonly random: Random
}

/** Facts a page starts with. */
const shownFacts = 100
/** Changes that come together are told together. */
const gather = 40

/** Draws a world. */
export function drawPicture(options: PictureOptions): Picture {
  const { world, dataFolder, language, since, clock, random } = options
  const atCentre: Record<PressKind, number> = { call: 0, rating: 0 }
  let facts: readonly FactView[] = world.earlier.map(factView)
  let gathering: Timer | undefined

  const counts = (): Counts => {
    const { call, rating } = watch.recorded()
    const { panel, pad, witness } = world
    return {
      calls: { pressed: panel.presses().length, recorded: call, centre: atCentre.call },
      ratings: { pressed: pad.presses().length, recorded: rating, centre: atCentre.rating },
      called: witness.calls().length,
    }
  }
  const desk = () => deskView(world, watch.status(), counts())
  let told = ''
  const tell = () => {
    gathering = undefined
    feed.publish({ kind: 'desk', desk: desk() })
  }
  const changed = () => {
    gathering ??= clock.after(gather, tell)
    watch.nudge()
  }

  const feed = createFeed<DemoState, DemoEvent>({
    life: Buffer.from(random.bytes(6)).toString('hex'),
    state: () => ({ language, desk: desk(), facts }),
  })
  const isWatched = () => feed.followers() > 0
  const watch = watchAgent({ folder: deskFolder(dataFolder), since, clock, isWatched, asked: () => tellIfNew() })
  const tellIfNew = () => {
    const now = JSON.stringify([watch.status(), counts()])
    if (isWatched() && now !== told) tell()
    told = now
  }

  return {
    feed,
    changed,
    applied(news) {
      for (const { fact } of news) {
        const kind = Date.parse(fact.time) >= since ? pressKind(fact) : undefined
        if (kind) atCentre[kind]++
      }
      const views = news.map(factView).slice(-shownFacts)
      facts = [...facts, ...views].slice(-shownFacts)
      feed.publish({ kind: 'facts', facts: views })
      changed()
    },
    stop() {
      watch.stop()
      gathering?.cancel()
    },
  }
}
