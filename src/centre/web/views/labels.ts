import type { Field, Hall } from '../../hall/hall.ts'

/** Stands in a plan for every counter that speaks. */
const everyOne = '*'

/** Whether a counter serves a field. */
export function serves({ counters }: Field, place: string): boolean {
  return counters.includes(place) || counters.includes(everyOne)
}

/** Every counter that is known, from the plan or because its desk has spoken, in the order of people's numbers. */
export function placesOf(hall: Hall): readonly string[] {
  const all = new Set(hall.plan.fields.flatMap(({ counters }) => counters.filter((place) => place !== everyOne)))
  for (const { place } of hall.picture().counters) all.add(place)
  const labels = counterLabels([...all])
  return [...all].sort((a, b) => byNumber(labels.get(a) ?? a, labels.get(b) ?? b))
}

/**
 * What people call the counters: the number in the counter's name, or its desk's where all counters are called alike. A
 * place is `{desk}/{counter}`.
 */
export function counterLabels(places: readonly string[]): ReadonlyMap<string, string> {
  const ways = [(place: string) => numberIn(counterOf(place)), (place: string) => numberIn(deskOf(place)), bothOf]
  const way = ways.find((label) => new Set(places.map(label)).size === places.length) ?? ((place: string) => place)
  return new Map(places.map((place) => [place, way(place)]))
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'vi', { numeric: true })
}

function bothOf(place: string): string {
  return `${numberIn(deskOf(place))}-${numberIn(counterOf(place))}`
}

function deskOf(place: string): string {
  return place.split('/', 1)[0] ?? place
}

function counterOf(place: string): string {
  return place.slice(place.indexOf('/') + 1)
}

/** `05` and `quay-05` are 5 to people; what has no number stays as it is. */
function numberIn(name: string): string {
  const digits = /(\d+)[^\d]*$/.exec(name)?.[1]
  return digits === undefined ? name.toUpperCase() : String(Number(digits))
}
