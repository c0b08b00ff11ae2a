import { dirname, resolve } from 'node:path'
import { type Clock, type DeskError, type Language, type Log, type Random, toDeskError } from '../../src/core/index.ts'
import { createDeskServer, createFeed, type DeskService, keepServing } from '../../src/desk/index.ts'
import { IdentityFolder } from '../../src/identity/index.ts'
import type { Config } from '../config/config.ts'
import { defaultPort } from '../config/load.ts'
import type { FoundCentre } from '../enrol/find-centre.ts'
import { finishWipe, isWipePending } from '../enrol/wipe.ts'
import { type Answers, readAnswers } from './answers.ts'
import { firstDataFolder } from './data-folder.ts'
import { counterOf, type DeskPlace, finishDesk } from './make-desk.ts'
import { pause } from './pause.ts'
import { tryAnswers } from './unattended.ts'
import { type WaitedConfig, waitForConfig } from './waited-config.ts'
import { Wizard } from './wizard.ts'
import { wizardActions } from './wizard-actions.ts'
import { wizardPages, wizardPath } from './wizard-page.ts'
import type { KnownDesk } from './wizard-view.ts'

/** What a first run needs. */
export interface FirstRunOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly language: Language
  readonly libraryFolder: string
  /** The `deskbridge.yaml` that is not there yet. */
  readonly file: string
  /** Where the wizard's page is; the usual port of the officer's page unless given. */
  readonly port?: number
  /** Asks the network for centres. */
  find(): Promise<readonly FoundCentre[]>
  /** The wizard waits: at this address, or not yet because of that. */
  served(where: { readonly url: string } | { readonly problem: DeskError }): void
  /** Aborted when the program is to stop. */
  readonly signal: AbortSignal
}

const lookEvery = 500
/** So long a page shows that it is done, before the counter's page takes its place. */
const shownDone = 2_000

/**
 * Makes a desk of a PC that has no configuration: with what was said at its installation, or by a person at the wizard's
 * page, or as soon as somebody puts a file there. Resolves with the configuration; undefined when told to stop.
 */
export async function firstRun(options: FirstRunOptions): Promise<Config | undefined> {
  const { clock, log, file, language, libraryFolder, signal, find } = options
  const place = placeOf(options)
  if (isWipePending(place.dataFolder)) await finishWipe(place.dataFolder)
  const answers = readAnswers([dirname(resolve(file)), place.dataFolder], clock.wall(), log)
  const known = knownBy(answers)
  const wizard = new Wizard({ clock, log, language, place, known, find })
  const finish = finishWhatWasBegun(wizard, place)
  const wait = waitForConfig({ file, libraryFolder, desk: answers?.desk })
  const look = () => {
    if (wait().kind === 'none') finish()
    return wait()
  }
  const atOnce = look()
  if (atOnce.kind === 'there') return atOnce.config
  const service = await serve(wizard, options)
  if (answers) void tryAnswers(wizard, known, answers, { clock, log, signal })
  try {
    return await untilThere(look, wizard, options)
  } finally {
    await service.stop()
  }
}

async function untilThere(
  look: () => WaitedConfig,
  wizard: Wizard,
  { clock, signal }: FirstRunOptions,
): Promise<Config | undefined> {
  let told: WaitedConfig | undefined
  while (!signal.aborted) {
    const found = look()
    if (found.kind === 'there') {
      if (wizard.view().state.kind === 'done') await pause(clock, shownDone, signal)
      return found.config
    }
    // Once: it must not cover what the person tried since.
    if (found.kind === 'wrong' && found !== told) wizard.complain(found.problem)
    told = found
    await pause(clock, lookEvery, signal)
  }
  return undefined
}

/** A power cut may have come between identity and configuration; or somebody uses `deskbridge enrol` meanwhile. */
function finishWhatWasBegun(wizard: Wizard, place: DeskPlace): () => void {
  const folder = new IdentityFolder(place.dataFolder)
  let seen: string | undefined
  return () => {
    const version = folder.version()
    if (version === seen || wizard.view().state.kind !== 'asking') return
    seen = version
    try {
      if (finishDesk(place)) place.log.info('this PC is enrolled and had no configuration: it is written now')
    } catch (error) {
      wizard.complain(toDeskError(error, 'DB-AGT-003'))
    }
  }
}

function placeOf({ file, port, log }: FirstRunOptions): DeskPlace {
  const page = port === undefined || port === defaultPort ? {} : { port }
  return { file, dataFolder: firstDataFolder(file), ...page, log }
}

function knownBy({ centre, server, desk = '', counter }: Partial<Answers> = {}): KnownDesk {
  return {
    ...(centre === undefined ? {} : { centre }),
    ...(server === undefined ? {} : { server }),
    desk,
    counter: counter ?? (desk === '' ? '' : counterOf(desk)),
    isFixed: false,
  }
}

/** At the address at which the counter's page will be, so that a page that is open becomes that one. */
async function serve(wizard: Wizard, options: FirstRunOptions): Promise<DeskService> {
  const { clock, random, log, language, port = defaultPort, served } = options
  const pages = wizardPages(language)
  const index = pages.get(wizardPath)
  const life = Buffer.from(random.bytes(6)).toString('hex')
  const what = {
    pages: index ? new Map([...pages, ['/', index] as const]) : pages,
    actions: wizardActions(wizard),
    feed: createFeed<object, never>({ life, state: () => ({}) }),
    clock,
    log,
  }
  return await keepServing({
    port,
    clock,
    serve: (free) => createDeskServer({ ...what, port: free }),
    changed(service) {
      const url = service.url()
      const [problem] = service.alarms()
      if (url !== undefined) served({ url })
      else if (problem) served({ problem })
    },
  })
}
