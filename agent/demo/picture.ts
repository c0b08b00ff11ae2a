import type { AppliedFact } from '../../src/centre/index.ts'
import type { Clock, Language, Random, Timer } from '../../src/core/index.ts'
import { createFeed, type Feed } from '../../src/desk/index.ts'
import { learningView } from '../learn/tell-learning.ts'
import { watchAgent } from './agent-watch.ts'
import { deskFolder } from './config-file.ts'
import { deskView, factView } from './demo-view.ts'
import { pressKind } from './press-facts.ts'
import type { Recorded } from './recorded.ts'
import type { Counts, DemoEvent, DemoState, DeskView, FactView } from './view.ts'
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
  const album = keepFacts(world.earlier, since)
  let gathering: Timer | undefined
  let told = ''
  let toldLearning = ''
  const desk = () => deskView(world, watch.status(), countsOf(world, watch.recorded(), album.pressesAtCentre))
  const tell = (view: DeskView) => {
    told = JSON.stringify(view)
    feed.publish({ kind: 'desk', desk: view })
  }
  const tellIfNew = () => {
    if (feed.followers() === 0) return
    const view = desk()
    if (JSON.stringify(view) !== told) tell(view)
    const learning = learningView(watch.learning())
    if (JSON.stringify(learning) === toldLearning) return
    toldLearning = JSON.stringify(learning)
    feed.publish({ kind: 'learning', learning })
  }
  const changed = () => {
    gathering ??= clock.after(gather, () => {
      gathering = undefined
      tell(desk())
    })
    watch.nudge()
  }
  const feed = createFeed<DemoState, DemoEvent>({
    life: Buffer.from(random.bytes(6)).toString('hex'),
    state: () => ({
      language,
      links: world.links,
      desk: desk(),
      learning: learningView(watch.learning()),
      facts: album.facts(),
    }),
  })
  const isWatched = () => feed.followers() > 0
  const watch = watchAgent({ folder: deskFolder(dataFolder), since, clock, isWatched, asked: tellIfNew })
  return {
    feed,
    changed,
    applied(news) {
      feed.publish({ kind: 'facts', facts: album.add(news) })
      changed()
    },
    stop() {
      watch.stop()
      gathering?.cancel()
    },
  }
}

function countsOf({ panel, pad, witness }: World, recorded: Recorded, centre: Recorded): Counts {
  return {
    calls: { pressed: panel.presses().length, recorded: recorded.call, centre: centre.call },
    ratings: { pressed: pad.presses().length, recorded: recorded.rating, centre: centre.rating },
    called: witness.calls().length,
  }
}

/** The newest facts, and how many presses since a wall time have reached the centre. */
function keepFacts(earlier: readonly AppliedFact[], since: number) {
  const pressesAtCentre = { call: 0, rating: 0 }
  let facts: readonly FactView[] = earlier.map(factView)
  return {
    pressesAtCentre,
    facts: () => facts,
    /** Gives back what of the news a page can show. */
    add(news: readonly AppliedFact[]): readonly FactView[] {
      for (const { fact } of news) {
        const kind = Date.parse(fact.time) >= since ? pressKind(fact) : undefined
        if (kind) pressesAtCentre[kind]++
      }
      const views = news.map(factView).slice(-shownFacts)
      facts = [...facts, ...views].slice(-shownFacts)
      return views
    },
  }
}
