import type { Figures } from '../report.ts'
import type { LabScale } from '../scale.ts'

/** One thing that the lab shows. It throws when it does not hold. */
export interface LabTest {
  /** A sentence from the domain. */
  readonly name: string
  /** Part of the short selection. */
  readonly short?: boolean
  /** Ended as failed when it takes longer: emulation is slow and neighbours are noisy. */
  readonly seconds?: number
  run(scale: LabScale): Promise<Figures | undefined>
}
