import { dirname } from 'node:path'
import type { Clock, Log } from '../../src/core/index.ts'
import type { Actions, Pages } from '../../src/desk/index.ts'
import { IdentityFolder } from '../../src/identity/index.ts'
import type { Config } from '../config/config.ts'
import { readAnswers } from './answers.ts'
import { lookAround } from './look-around.ts'
import { tryAnswers } from './unattended.ts'
import { Wizard } from './wizard.ts'
import { wizardActions } from './wizard-actions.ts'
import { wizardPages } from './wizard-page.ts'
import type { KnownDesk } from './wizard-view.ts'

/** The wizard of a desk that works and only lacks its centre. */
export interface EnrolHere {
  readonly pages: Pages
  readonly actions: Actions
  stop(): void
}

/** What it needs of the desk. */
export interface EnrolHereOptions {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  /** On a PC with several networks: its own address in that of the centre. */
  readonly findAt?: string
}

const nothing: EnrolHere = { pages: new Map(), actions: {}, stop() {} }

/**
 * Lets a desk that has a configuration be enrolled at its page, or by the code of its installation. Nothing where that names
 * the broker, or the desk is enrolled.
 */
export function enrolHere({ config, clock, log, findAt }: EnrolHereOptions): EnrolHere {
  const { centre, desk, dataFolder, language, counters } = config
  if (!lacksCentre(config)) return nothing
  const stopping = new AbortController()
  const answers = readAnswers([dirname(config.file), dataFolder], clock.wall(), log)
  const known: KnownDesk = {
    centre,
    desk,
    counter: counters[0]?.id ?? '',
    isFixed: true,
    ...(answers?.server === undefined ? {} : { server: answers.server }),
  }
  const find = () => lookAround(clock, findAt)
  const wizard = new Wizard({ clock, log, language, place: { dataFolder, log }, known, find })
  if (answers) void tryAnswers(wizard, known, answers, { clock, log, signal: stopping.signal })
  return { pages: wizardPages(language), actions: wizardActions(wizard), stop: () => stopping.abort() }
}

/** Whether a desk is to be enrolled, and is not. */
export function lacksCentre({ identity, dataFolder }: Pick<Config, 'identity' | 'dataFolder'>): boolean {
  return identity === 'enrolled' && new IdentityFolder(dataFolder).version() === undefined
}
