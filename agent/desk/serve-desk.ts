import { Type } from 'typebox'
import type { Json } from '../../src/contract/index.ts'
import { type DeskError, isDeskError, type Timer } from '../../src/core/index.ts'
import { type Actions, action, createDeskServer, type DeskServer, type Pages } from '../../src/desk/index.ts'
import type { Agent, AgentWorld } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { pageFiles } from '../page-files.ts'
import type { RecentLog } from '../recent-log.ts'
import { aboutDesk } from './about.ts'
import { deskPageActions } from './actions.ts'
import { deskPage, padPage } from './desk-page.ts'
import { keepLocks } from './locks.ts'
import { padActions } from './pad.ts'
import { drawPicture, type Picture } from './picture.ts'
import { selfTest } from './self-test.ts'

/** The officer's page of a running desk. */
export interface ServedDesk {
  /** Where it is; why it is not there. */
  status(): { readonly url: string } | { readonly problem: DeskError }
  stop(): Promise<void>
}

/** What the page needs. */
export interface ServeDeskOptions extends AgentWorld {
  readonly agent: Agent
  readonly config: Config
  readonly recent: RecentLog
}

/** Whoever holds the port may let it go. */
const tryEvery = 15_000

/**
 * Serves the officer's page. A desk works without it: where the port is taken that is said in the log and by the doctor,
 * and tried again.
 */
export async function serveDesk(options: ServeDeskOptions): Promise<ServedDesk> {
  const { config, clock, log } = options
  const locks = keepLocks()
  const picture = await drawPicture({ ...options, locks })
  const { pages, actions } = whatIsServed(options, picture, locks)
  const { feed } = picture
  let server: DeskServer | undefined
  let problem: DeskError | undefined
  let timer: Timer | undefined
  let stopped = false

  const serve = async () => {
    try {
      const opened = await createDeskServer({ port: config.page.port, pages, actions, feed, clock, log })
      if (stopped) return await opened.stop()
      server = opened
      problem = undefined
    } catch (error) {
      if (!isDeskError(error, 'DB-DSK-009')) throw error
      if (!problem) log.error(error.message, { code: error.code, port: String(config.page.port) })
      problem = error
      if (!stopped) timer = clock.after(tryEvery, () => void serve())
    }
  }
  await serve()
  return {
    status: () => (server ? { url: server.url } : { problem: problem as DeskError }),
    async stop() {
      stopped = true
      timer?.cancel()
      picture.stop()
      await server?.stop()
    },
  }
}

interface Served {
  readonly pages: Pages
  readonly actions: Actions
}

function whatIsServed(options: ServeDeskOptions, picture: Picture, locks: ReturnType<typeof keepLocks>): Served {
  const { agent, config, recent } = options
  const { language, page } = config
  const nothing = Type.Object({}, { additionalProperties: false })
  const own: Actions = {
    'self-test': action(nothing, async () => {
      const lines = await selfTest({ config, agent, view: () => picture.view() })
      return { lines, help: page.help ?? null } as unknown as Json
    }),
    about: action(nothing, () => aboutDesk(agent, config, recent)),
  }
  const actions = { ...deskPageActions({ ...options, picture, locks }), ...own }
  const pages = pageFiles(deskPage, language)
  if (!page.pad) return { pages, actions }
  return {
    pages: new Map([...pageFiles(padPage, language), ...pages]),
    actions: { ...actions, ...padActions(options) },
  }
}
