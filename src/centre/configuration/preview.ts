import type { DeskError } from '../../core/index.ts'
import type { Executor } from '../../sqlite/index.ts'
import { contentsOnTheirWay } from './books.ts'

/** What somebody is told of a configuration file before it is pushed: its mistakes, or the desks that it is for. */
export interface CheckedPlan {
  readonly problems: readonly PlanProblem[]
  readonly desks: readonly DeskChange[]
}

/** One mistake: of the file itself, with its place, or of what the file makes for a desk. */
export interface PlanProblem {
  readonly desk: string | undefined
  readonly error: DeskError
}

/** What a push would do to a desk, which is named `{centre}/{desk}`. */
export interface DeskChange {
  readonly desk: string
  readonly change: 'new' | 'changed' | 'same'
}

/** Compares what desks would get with what was pushed to them last. */
export async function changesOf(
  books: Executor,
  desks: readonly { readonly desk: string; readonly content: string }[],
): Promise<readonly DeskChange[]> {
  const pushed = await contentsOnTheirWay(books)
  return desks.map(({ desk, content }) => {
    const before = pushed.get(desk)
    return { desk, change: before === undefined ? 'new' : before === content ? 'same' : 'changed' }
  })
}
