import { formatTime } from '../../src/contract/index.ts'
import type { Asker, CardContentView, CardView } from '../../src/desk/index.ts'
import { masked } from '../card/mask.ts'
import { type Reading, type ShownReading, shownFor } from '../card/reading.ts'
import { fieldsIn } from '../card/rules.ts'
import { problemOf } from './words.ts'

/** How the reading of a card goes, as all who follow the desk may know it: never what is on the card. */
export function cardView(reading: Reading | undefined): CardView | null {
  if (!reading) return null
  const about = { reading: reading.id, procedure: reading.procedure ?? null }
  switch (reading.state) {
    case 'consent':
    case 'waiting':
      return { state: reading.state, ...about }
    case 'reading':
      return { state: reading.state, ...about, percent: reading.percent }
    case 'failed':
      return { state: reading.state, ...about, problem: problemOf(reading.error) }
    case 'shown': {
      const { state, source, card, verdicts, content, photo, isKept, since } = reading
      const until = formatTime(since.wall + shownFor)
      const seen = { verdicts: { ...verdicts }, fields: fieldsIn(content), hasPhoto: photo !== undefined }
      return { state, ...about, source, card, ...seen, isKept, until }
    }
  }
}

/** What is on the card, for whoever may see it. The photo is for the eyes of the officer. */
export function cardContentView(
  { content, photo, source }: ShownReading,
  show: 'masked' | 'whole',
  asker: Asker,
): CardContentView {
  const seen = show === 'whole' ? content : masked(content, source)
  return {
    fields: fieldsIn(content).map((field) => ({ field, text: seen[field] ?? '' })),
    photo:
      photo && show === 'whole' && asker.kind === 'page'
        ? { type: photo.type, bytes: Buffer.from(photo.bytes).toString('base64') }
        : null,
  }
}
