import { agentTexts } from './agent.ts'
import { agentDeskTexts } from './agent-desk.ts'
import { agentSessionTexts } from './agent-session.ts'
import { busTexts } from './bus.ts'
import { busCardTexts } from './bus-card.ts'
import { busServiceTexts } from './bus-service.ts'
import { cardMrzTexts, cardTexts, cardWordTexts } from './card.ts'
import { cardChipTexts } from './card-chip.ts'
import { cardDeskTexts } from './card-desk.ts'
import { cardReadTexts } from './card-read.ts'
import { centreTexts } from './centre.ts'
import { centreEnrolmentTexts } from './centre-enrolment.ts'
import { centreProofTexts } from './centre-proof.ts'
import { centreWebTexts } from './centre-web.ts'
import { counterTexts } from './counter.ts'
import { demoTexts } from './demo.ts'
import { deskTexts } from './desk.ts'
import { deskAccessTexts } from './desk-access.ts'
import { deviceTexts } from './device.ts'
import { deviceRecorderTexts } from './device-recorder.ts'
import { doctorTexts } from './doctor.ts'
import { documentTexts } from './document.ts'
import type { Entry, Language } from './entry.ts'
import { firstRunTexts } from './first-run.ts'
import { fleetTexts } from './fleet.ts'
import { hallTexts } from './hall.ts'
import { identityTexts } from './identity.ts'
import { journalTexts } from './journal.ts'
import { linkTexts } from './link.ts'
import { misfits, newerText } from './newer.ts'
import { pageTexts } from './page.ts'
import { pageCardTexts } from './page-card.ts'
import { pageLearnTexts } from './page-learn.ts'
import { pageMoreTexts } from './page-more.ts'
import { profileTexts } from './profile.ts'
import { profileDeviceTexts } from './profile-device.ts'
import { provisionTexts } from './provision.ts'
import { provisionCliTexts } from './provision-cli.ts'
import { sealTexts } from './seal.ts'
import { sqliteTexts } from './sqlite.ts'
import { supportTexts } from './support.ts'
import { updateTexts } from './update.ts'

export type { Entry, Language } from './entry.ts'
export { newerText, takeNewerTexts } from './newer.ts'

const all = {
  ...agentTexts,
  ...agentSessionTexts,
  ...agentDeskTexts,
  ...pageTexts,
  ...pageMoreTexts,
  ...busTexts,
  ...busCardTexts,
  ...busServiceTexts,
  ...cardTexts,
  ...cardMrzTexts,
  ...cardWordTexts,
  ...cardChipTexts,
  ...cardReadTexts,
  ...cardDeskTexts,
  ...centreTexts,
  ...centreWebTexts,
  ...centreProofTexts,
  ...centreEnrolmentTexts,
  ...counterTexts,
  ...demoTexts,
  ...deskTexts,
  ...deskAccessTexts,
  ...deviceTexts,
  ...deviceRecorderTexts,
  ...doctorTexts,
  ...documentTexts,
  ...firstRunTexts,
  ...fleetTexts,
  ...hallTexts,
  ...identityTexts,
  ...journalTexts,
  ...linkTexts,
  ...pageCardTexts,
  ...pageLearnTexts,
  ...profileTexts,
  ...profileDeviceTexts,
  ...provisionTexts,
  ...provisionCliTexts,
  ...sealTexts,
  ...sqliteTexts,
  ...updateTexts,
  ...supportTexts,
} as const

/** A key of the text table. */
export type TextKey = keyof typeof all

/**
 * The one text table: all that an officer, citizen or clerk can read, one file per room. Its type says what each entry is; a
 * union of a thousand of them is too much for the compiler.
 */
export const texts: Readonly<Record<TextKey, Entry>> = all

/** The keys of the text table that are error codes: `DB-`, room, number. */
export type ErrorCode = Extract<TextKey, `DB-${string}`>

/** Whether a text is one of our error codes. */
export function isErrorCode(code: string): code is ErrorCode {
  return code.startsWith('DB-') && code in texts
}

/** The keys of newer words that cannot stand in for those of the program. */
export function misfittingTexts(value: unknown): readonly string[] {
  return misfits(value, texts)
}

/** The sentence (or the next step) for a key, with its placeholders filled; empty when the key has no next step. */
export function text(
  key: TextKey,
  language: Language,
  args: Readonly<Record<string, string | number>> = {},
  part: 'sentence' | 'next' = 'sentence',
): string {
  const entry: Entry = newerText(key) ?? texts[key]
  const template = part === 'sentence' ? entry[language] : (entry.next?.[language] ?? '')
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole))
}
