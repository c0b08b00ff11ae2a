import { formatPlace, text } from '../../../core/index.ts'
import type { Push, PushedDesk } from '../../configuration/books.ts'
import type { CheckedPlan, DeskChange } from '../../configuration/preview.ts'
import type { FleetActs } from '../fleet-acts.ts'
import { type BothWords, inBoth, saidError, saidReason } from './reasons.ts'

/** What is on its way to and from desks. */
export interface WorkView {
  readonly pushes: readonly PushRow[]
  readonly bundles: readonly BundleRow[]
  /** Something will be different soon. */
  readonly isUnderWay: boolean
}

/** One push of configuration. */
export interface PushRow {
  readonly revision: number
  readonly state: Push['state']
  readonly desks: readonly {
    readonly desk: string
    readonly state: PushedDesk['state']
    readonly why: BothWords | null
  }[]
}

/** A support bundle: on its way, given up, or here. Times are wall milliseconds. */
export type BundleRow = { readonly desk: string; readonly at: number } & (
  | { readonly state: 'coming' }
  | { readonly state: 'failed'; readonly why: BothWords }
  | { readonly state: 'here'; readonly name: string; readonly bytes: number }
)

/** What is said of a configuration file before it is pushed. */
export interface CheckedView {
  readonly problems: readonly {
    readonly desk: string | null
    readonly code: string
    /** `provision.yaml:12:3`, as far as it is known. */
    readonly place: string
    readonly what: BothWords
    readonly next: BothWords
  }[]
  readonly desks: readonly DeskChange[]
}

/** Everything that is under way, and what came of the last of it. */
export async function workView({ configuration, bundles }: FleetActs): Promise<WorkView> {
  const pushes = (await configuration?.pushes()) ?? []
  const rows = bundles ? bundleRows(bundles) : []
  const isUnderWay = pushes.some(({ state }) => state === 'going') || rows.some(({ state }) => state === 'coming')
  return { pushes: pushes.map(pushRow), bundles: rows, isUnderWay }
}

/** Mistakes with their places, as a person mends them. */
export function checkedView({ problems, desks }: CheckedPlan): CheckedView {
  return {
    problems: problems.map(({ desk, error }) => ({
      desk: desk ?? null,
      code: error.code,
      place: formatPlace(error.place),
      what: saidError(error, 'sentence'),
      next: saidError(error, 'next'),
    })),
    desks,
  }
}

function pushRow({ revision, state, desks }: Push): PushRow {
  return {
    revision,
    state,
    desks: desks.map((one) => ({
      desk: one.desk,
      state: one.state,
      why: one.error === null ? null : saidReason(one.error),
    })),
  }
}

function bundleRows(bundles: NonNullable<FleetActs['bundles']>): readonly BundleRow[] {
  const asked = bundles.asked().map(({ desk, at, error }): BundleRow => {
    return error === undefined ? { desk, at, state: 'coming' } : { desk, at, state: 'failed', why: whyNot(error) }
  })
  const kept = bundles.kept().map(({ desk, at, name, bytes }): BundleRow => ({ desk, at, state: 'here', name, bytes }))
  return [...asked.toReversed(), ...kept]
}

const words = ['not-enrolled', 'not-ready', 'busy', 'disk'] as const

function whyNot(error: string): BothWords {
  const known = words.find((word) => word === error)
  return known ? inBoth((language) => text(`web.fleet.bundles.why.${known}`, language)) : saidReason(error)
}
