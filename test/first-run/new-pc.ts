import { join } from 'node:path'
import type { DeskPlace } from '../../agent/first-run/make-desk.ts'
import { Wizard } from '../../agent/first-run/wizard.ts'
import type { KnownDesk } from '../../agent/first-run/wizard-view.ts'
import type { Clock } from '../../src/core/index.ts'
import { type KeptLog, keptLog, systemClock } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'

/** A PC that nobody has configured, with its wizard. */
export interface NewPc {
  readonly folder: string
  readonly file: string
  readonly dataFolder: string
  readonly wizard: Wizard
  readonly known: KnownDesk
  readonly log: KeptLog
  /** The code of the problem that the page shows. */
  problem(): string | undefined
}

/** What may be different. */
export interface NewPcOptions {
  readonly clock?: Clock
  readonly known?: Partial<KnownDesk>
  readonly place?: Partial<DeskPlace>
  readonly find?: Wizard['look']
}

/** A fresh one, which finds no centre by itself unless given. */
export function newPc({
  clock = systemClock,
  known = {},
  place = {},
  find = async () => [],
}: NewPcOptions = {}): NewPc {
  const folder = temporaryFolder()
  const [file, dataFolder] = [join(folder, 'deskbridge.yaml'), join(folder, 'data')]
  const log = keptLog()
  const who = { desk: '', counter: '', isFixed: false, ...known }
  const where = { file, dataFolder, log, ...place }
  const wizard = new Wizard({ clock, log, language: 'vi', place: where, known: who, find })
  return {
    ...{ folder, file, dataFolder, wizard, known: who, log },
    problem() {
      const { state } = wizard.view()
      return state.kind === 'asking' ? state.problem?.code : undefined
    },
  }
}
