import { type CitizenCard, type Refusal, recogniseCard, recogniseFields } from '../../src/card/index.ts'
import { type DeskInput, type DeskOutput, type DeviceHealth, formatTime } from '../../src/contract/index.ts'
import { type Clock, type ClockQuality, DeskError, type Log } from '../../src/core/index.ts'
import { modeSwitchOf } from '../devices/mode-switch.ts'
import type { ProfileLibrary } from '../profile-library.ts'

/** A card that somebody held before a scanner. */
export interface ScannedCard {
  readonly counter: string
  /** The name of the scanner. */
  readonly source: string
  readonly card: CitizenCard
}

/** What a desk needs to see cards among its scans. */
export interface ScannedCardsHost {
  readonly clock: Clock
  readonly log: Log
  readonly library: Pick<ProfileLibrary, 'find'>
  clockQuality(): ClockQuality
  devices(): readonly DeviceHealth[]
  show(output: DeskOutput): void
  /** Takes what is no card. */
  accept(input: DeskInput): Promise<void>
  /** Takes a card. Resolves when all of it that is to be on disk is there. */
  take(scanned: ScannedCard): Promise<void>
}

/**
 * Stands before the counters: what a scanner or reader read of a card never becomes an input of theirs, so it reaches neither
 * journal nor log. Of one that is not to be believed the officer is told why, and nothing else is done.
 */
export function withoutCards(host: ScannedCardsHost): (input: DeskInput) => Promise<void> {
  return async (input) => {
    const found = cardIn(input, host)
    if (found === 'not-a-card') return await host.accept(input)
    const { counter, source } = input
    if (!(found instanceof DeskError)) return await host.take({ counter, source, card: found })
    const { code, args } = withSwitch(found, source, host)
    host.log.info('scanned card refused', { code, counter, device: source })
    host.show({ kind: 'notice', counter, text: code, args })
  }
}

function cardIn(input: DeskInput, host: ScannedCardsHost): CitizenCard | Refusal | 'not-a-card' {
  switch (input.kind) {
    case 'scan':
      return recogniseCard(input.text, today(host))
    case 'id-card':
      return recogniseFields(input.said)
    default:
      return 'not-a-card'
  }
}

/** A clock that nobody vouches for may be years off: no card is refused because of it. */
function today({ clock, clockQuality }: ScannedCardsHost): string | undefined {
  return clockQuality() === 'synced' ? formatTime(clock.wall()).slice(0, 10) : undefined
}

/** A scanner that types loses letters; where its profile has the code that makes it stop typing, the officer reads it. */
function withSwitch(refusal: DeskError, source: string, { devices, library }: ScannedCardsHost): DeskError {
  if (refusal.code !== 'DB-CRD-012') return refusal
  const profile = devices().find(({ name }) => name === source)?.profile
  const change = modeSwitchOf(profile, library)
  return change ? new DeskError('DB-CRD-016', { ...change }) : refusal
}
