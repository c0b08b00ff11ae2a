import type { Notice } from '../api/state.ts'

/** So many of the last words for officers are kept. */
const kept = 20

/** The notices with one more; what it makes out of date is gone, as a refusal is once somebody has signed in. */
export function withNotice(notices: readonly Notice[], notice: Notice): Notice[] {
  const isOutdated = ({ about, counter }: Notice) =>
    about !== undefined && about === notice.about && counter === notice.counter
  return [...notices.filter((one) => !isOutdated(one)), notice].slice(-kept)
}
