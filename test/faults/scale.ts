import { seedOfRun } from '../support/faces.ts'

/**
 * How much of the proof runs: `short` with every `npm test`, `whole` with `npm run faults`, `long` (soak and larger
 * counts) with `npm run faults:long`.
 */
export const scaleNames = ['short', 'whole', 'long'] as const
/** One of {@link scaleNames}. */
export type ScaleName = (typeof scaleNames)[number]

/** The scale of a run: every count of a fault test depends on it and on nothing else. */
export interface Scale {
  readonly name: ScaleName
  /** The amount for this scale. */
  pick<T>(amounts: Readonly<Record<ScaleName, T>>): T
}

/**
 * The scale that the environment names in FAULTS; short without it.
 * @throws Error the name is none of {@link scaleNames}.
 */
export function chooseScale(environment: Readonly<Record<string, string | undefined>>): Scale {
  const wanted = environment.FAULTS ?? 'short'
  const name = scaleNames.find((one) => one === wanted)
  if (name === undefined) throw new Error(`FAULTS=${wanted}: choose one of ${scaleNames.join(', ')}`)
  return { name, pick: (amounts) => amounts[name] }
}

/** The scale of this run. */
export const scale: Scale = chooseScale(process.env)

/** The seed of a randomised test: SEED where it is set, otherwise a fresh one. It is printed, so that the run can be repeated. */
export function seedFor(name: string): number {
  const seed = seedOfRun()
  process.stderr.write(`${name}: SEED=${seed} repeats this run\n`)
  return seed
}
