import { DeskError } from '../../src/core/index.ts'
import { type CheckedDocument, parseDocument } from '../../src/document/index.ts'
import { configSchema, type WrittenConfig } from '../config/schema.ts'
import { contentFile, readContent, readProvisionState, type Slot } from './store.ts'

/** What the centre gave, to be laid over what a person wrote. */
export interface Overlay {
  readonly revision: number
  readonly content: string
  /** Where it lies, for people who are told of a line in it. */
  readonly file: string
}

/** What was written, by a person and by the centre, as one. */
export interface Combined {
  readonly written: WrittenConfig
  readonly locate: CheckedDocument<unknown>['locate']
  readonly problems: readonly DeskError[]
}

/** Whose word each part of `deskbridge.yaml` is: these are always the desk's own. */
const own = ['data'] as const

/**
 * Lays what the centre gave over what a person wrote, key by key: the centre's word wins where it has one. `data` is always
 * the desk's own, and so is each member of `broker` that the centre does not name, such as the account of this PC.
 */
export function combine(local: CheckedDocument<WrittenConfig>, overlay: Overlay): Combined | undefined {
  if (!local.value) return undefined
  const given = parseDocument(overlay.content, configSchema, overlay.file)
  if (!given.value) return { written: local.value, locate: local.locate, problems: given.problems }
  const names = [given.value, local.value].map(({ centre, desk }) => `${centre}/${desk}`)
  const [found = '', desk = ''] = names
  const renamed =
    found === desk ? [] : [new DeskError('DB-PRV-016', { found, desk }, { place: given.locate(['desk']) })]
  const wins = winningKeys(given.value)
  return {
    written: {
      ...local.value,
      ...given.value,
      data: local.value.data,
      broker: { ...local.value.broker, ...given.value.broker },
      // Who names only how long to try must not take away whom to believe.
      ...(given.value.provisioning && {
        provisioning: { ...local.value.provisioning, ...given.value.provisioning },
      }),
    },
    locate: (path, part) => (wins.has(String(path[0])) ? given : local).locate(path, part),
    problems: renamed,
  }
}

/** The keys in which the centre's word wins. */
export function winningKeys(given: WrittenConfig): ReadonlySet<string> {
  return new Set(Object.keys(given).filter((key) => !own.some((one) => one === key)))
}

/** What is to be laid over, the best first: what is in force, and for a day on which it cannot be used what was before. */
export function overlaysOf(dataFolder: string): readonly Overlay[] {
  const { inForce, previous } = readProvisionState(dataFolder)
  return [inForce, previous].flatMap((slot) => (slot ? (overlayOf(dataFolder, slot) ?? []) : []))
}

/** One that is kept; undefined where its text is damaged. */
export function overlayOf(dataFolder: string, slot: Slot): Overlay | undefined {
  const content = readContent(dataFolder, slot)
  return content === undefined ? undefined : { revision: slot.revision, content, file: contentFile(dataFolder, slot) }
}
