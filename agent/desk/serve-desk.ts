import { Type } from 'typebox'
import type { Json } from '../../src/contract/index.ts'
import { DeskError } from '../../src/core/index.ts'
import {
  type Actions,
  action,
  createDeskServer,
  type DeskService,
  keepServing,
  type Pages,
  type Windows,
} from '../../src/desk/index.ts'
import type { Agent, AgentWorld } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { type EnrolHere, enrolHere } from '../first-run/enrol-here.ts'
import { pageFiles } from '../page-files.ts'
import { complaintOfConfiguration } from '../provision/complaint.ts'
import type { RecentLog } from '../recent-log.ts'
import { type Applications, openApplications } from '../session/applications.ts'
import { aboutDesk } from './about.ts'
import { actionsForApplications, deskPageActions } from './actions.ts'
import { deskPage, padPage } from './desk-page.ts'
import { keepLocks, type Locks } from './locks.ts'
import { padActions } from './pad.ts'
import { drawPicture, type Picture } from './picture.ts'
import { selfTest } from './self-test.ts'
import { bundleForPage } from './support-bundle.ts'

/** The officer's page of a running desk. */
export interface ServedDesk {
  /** Where it is; why it is not there. */
  status(): ({ readonly url: string } | { readonly problem: DeskError }) & { readonly helpers?: number }
  stop(): Promise<void>
}

/** What the page needs. */
export interface ServeDeskOptions extends AgentWorld {
  readonly agent: Agent
  readonly config: Config
  readonly recent: RecentLog
  /** On a PC with several networks: its own address in that of the centre. */
  readonly findAt?: string
}

/**
 * Serves the officer's page, and the applications of the centre that the configuration names. A desk works without it:
 * where the port is taken that is said in the log and by the doctor, and tried again.
 */
export async function serveDesk(options: ServeDeskOptions): Promise<ServedDesk> {
  const { config, clock, log } = options
  const locks = keepLocks(config.dataFolder, log)
  const parts: { service?: DeskService; applications?: Applications } = {}
  const alarms = () => [
    ...(parts.service?.alarms() ?? []),
    ...(parts.applications?.alarms() ?? []),
    ...complaintOfConfiguration(options.provision?.report(), config),
  ]
  const picture = await drawPicture({ ...options, locks, alarms })
  const { feed } = picture
  const enrolling = enrolHere(options)
  const openWindow = windowsOf(() => parts.applications)
  const { pages, actions, forApplications } = whatIsServed({ ...options, openWindow, enrolling }, picture, locks)
  const applications = openApplications({
    ...options,
    feed,
    actions: forApplications,
    changed: () => picture.changed(),
  })
  parts.applications = applications
  const own = { pages, actions, feed, clock, log, applications: applications.served }
  const service = await keepServing({
    port: config.page.port,
    clock,
    serve: (port) => createDeskServer({ ...own, port }),
    changed: (now) => {
      for (const { code, message } of now.alarms()) log.error(message, { code, port: String(config.page.port) })
      picture.changed()
    },
  })
  parts.service = service
  // Who has no application to pair needs no window for its code.
  const door = config.applications.length > 0 ? await applications.openDoor(service.url) : undefined
  return {
    status() {
      const url = service.url()
      const helpers = door ? { helpers: door.helpers() } : {}
      if (url !== undefined) return { url, ...helpers }
      return { problem: service.alarms()[0] ?? new DeskError('DB-DSK-009'), ...helpers }
    },
    async stop() {
      picture.stop()
      enrolling.stop()
      await door?.stop()
      await service.stop()
    },
  }
}

type WindowOpener = { readonly openWindow: Windows['open'] }

/** The windows of the applications, which are made with the actions that open them. */
function windowsOf(applications: () => Applications | undefined): Windows['open'] {
  return (...opened) => {
    const windows = applications()?.served.access.windows
    if (!windows) throw new DeskError('DB-DSK-024')
    windows.open(...opened)
  }
}

interface Served {
  readonly pages: Pages
  readonly actions: Actions
  readonly forApplications: Actions
}

function whatIsServed(
  { enrolling, ...options }: ServeDeskOptions & WindowOpener & { readonly enrolling: EnrolHere },
  picture: Picture,
  locks: Locks,
): Served {
  const { agent, config, recent, clock } = options
  const { language, page } = config
  const nothing = Type.Object({}, { additionalProperties: false })
  const own: Actions = {
    'self-test': action(nothing, async () => {
      const lines = await selfTest({ config, agent, view: () => picture.view() })
      return { lines, help: page.help ?? null } as unknown as Json
    }),
    about: action(nothing, () => aboutDesk(agent, config, recent)),
    'support-bundle': action(nothing, () => bundleForPage({ agent, config, recent, clock })),
  }
  const of = { ...options, picture, locks }
  const actions = { ...deskPageActions(of), ...own, ...enrolling.actions }
  const forApplications = actionsForApplications(of)
  const pages = new Map([...enrolling.pages, ...pageFiles(deskPage, language)])
  if (!page.pad) return { pages, actions, forApplications }
  return {
    pages: new Map([...pageFiles(padPage, language), ...pages]),
    actions: { ...actions, ...padActions(options) },
    forApplications,
  }
}
