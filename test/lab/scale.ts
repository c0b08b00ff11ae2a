/** How much of the lab runs. */
export interface LabScale {
  readonly name: 'short' | 'whole' | 'long'
  /** The guest is ended when it takes longer: several times what it takes on a quiet machine. */
  readonly seconds: number
  /** How often a device is pulled out and put back. */
  readonly plugCycles: number
}

const scales: readonly LabScale[] = [
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
