import { type Clock, isDeskError, type Language, type Random } from '../../src/core/index.ts'
import { createDeskServer, type DeskServer } from '../../src/desk/index.ts'
import { pageFiles } from '../page-files.ts'
import { demoActions } from './actions.ts'
import { demoPage } from './demo-page.ts'
import { drawPicture, type Picture } from './picture.ts'
import { startWorld, type World } from './world.ts'

/** A demo that runs: a world and its page. */
export interface Demo {
  /** The address of the page. */
  readonly url: string
  readonly world: World
  stop(): Promise<void>
}

/** What a demo needs. */
export interface StartDemoOptions {
  readonly dataFolder: string
  /** The next free one is taken when it is in use; 0 takes any. */
  readonly port: number
  readonly language: Language
  /** The script of the running program, which the agent's process runs too. */
  readonly entry: string
  readonly clock: Clock
  readonly random: Random
}

/** Ports after the wished one. The very next belongs to the PIN page of a real desk. */
const portSteps = [0, 2, 3, 4, 5, 6, 7, 8, 9]

/**
 * Starts a world and serves its page.
 * @throws DeskError DB-CTR-002 another demo runs on this folder, DB-DSK-009 no port is free.
 */
export async function startDemo(options: StartDemoOptions): Promise<Demo> {
  const { clock } = options
  const since = clock.wall()
  let picture: Picture | undefined
  const changed = () => picture?.changed()
  const world = await startWorld({ ...options, applied: (facts) => picture?.applied(facts), changed })
  const { log } = world
  const drawn = drawPicture({ ...options, world, since })
  picture = drawn
  const serve = (port: number) =>
    createDeskServer({
      port,
      pages: pageFiles(demoPage, options.language),
      actions: demoActions(world, changed),
      feed: drawn.feed,
      clock,
      log,
    })
  const stopWorld = async () => {
    drawn.stop()
    await world.stop()
  }
  try {
    const server = await serveOnFreePort(options.port, serve)
    return {
      url: server.url,
      world,
      async stop() {
        await server.stop()
        await stopWorld()
      },
    }
  } catch (error) {
    await stopWorld()
    throw error
  }
}

async function serveOnFreePort(wished: number, serve: (port: number) => Promise<DeskServer>): Promise<DeskServer> {
  const [last = wished, ...others] = (wished === 0 ? [0] : portSteps.map((step) => wished + step)).reverse()
  for (const port of others.reverse()) {
    try {
      return await serve(port)
    } catch (error) {
      if (!isDeskError(error, 'DB-DSK-009')) throw error
    }
  }
  return await serve(last)
}
