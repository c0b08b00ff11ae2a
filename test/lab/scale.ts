/** A part of the lab; each holds the ones before it. */
export type Selection = (typeof selections)[number]

const selections = ['ci', 'short'] as const

/** How much of the lab runs. */
export interface LabScale {
  readonly name: Selection | 'whole' | 'long'
  /** The guest is ended when it takes longer: several times what it takes on a quiet machine. */
  readonly seconds: number
  /** How often a device is pulled out and put back. */
  readonly plugCycles: number
}

const scales: readonly LabScale[] = [
  { name: 'ci', seconds: 240, plugCycles: 0 },
  { name: 'short', seconds: 400, plugCycles: 4 },
  { name: 'whole', seconds: 900, plugCycles: 20 },
  { name: 'long', seconds: 3_600, plugCycles: 200 },
]

/** The scale of this name; the whole when none is named. */
export function labScale(name = 'whole'): LabScale {
  const scale = scales.find((one) => one.name === name)
  if (!scale) throw new Error(`LAB must be one of ${scales.map((one) => one.name).join(', ')}`)
  return scale
}

/** Whether a test runs at a scale, which may be a selection; `from` is the smallest one that has it. */
export function isSelected(from: Selection | undefined, { name }: LabScale): boolean {
  const wanted = (selections as readonly string[]).indexOf(name)
  return wanted < 0 || (from !== undefined && selections.indexOf(from) <= wanted)
}
