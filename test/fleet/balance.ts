/** Whether the books of desks and centre agree. All four are 0 in a run that is as it must be. */
export interface Balance {
  /** Accepted by a desk, not at the centre. */
  readonly lost: number
  /** More than once in effect at the centre. */
  readonly doubled: number
  /** In effect before an earlier one of the same desk. */
  readonly reordered: number
  /** At the centre, accepted by no desk. */
  readonly unknown: number
}

/** What one desk accepted and what the centre took of it, both in order. */
export interface Books {
  readonly accepted: readonly string[]
  readonly taken: readonly string[]
}

/** Compares the books of all desks. */
export function balanceOf(desks: Iterable<Books>): Balance {
  const total = { lost: 0, doubled: 0, reordered: 0, unknown: 0 }
  for (const books of desks) {
    const one = balanceOfDesk(books)
    total.lost += one.lost
    total.doubled += one.doubled
    total.reordered += one.reordered
    total.unknown += one.unknown
  }
  return total
}

/** Whether nothing is wrong. */
export function isBalanced({ lost, doubled, reordered, unknown }: Balance): boolean {
  return lost + doubled + reordered + unknown === 0
}

function balanceOfDesk({ accepted, taken }: Books): Balance {
  const place = new Map(accepted.map((id, index) => [id, index]))
  const once = new Set(taken)
  let highest = -1
  let reordered = 0
  let unknown = 0
  for (const id of once) {
    const index = place.get(id)
    if (index === undefined) unknown++
    else if (index < highest) reordered++
    else highest = index
  }
  return {
    lost: accepted.filter((id) => !once.has(id)).length,
    doubled: taken.length - once.size,
    reordered,
    unknown,
  }
}
