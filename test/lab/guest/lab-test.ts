import type { Figures } from '../report.ts'
import type { LabScale, Selection } from '../scale.ts'

/** One thing that the lab shows. It throws when it does not hold. */
export interface LabTest {
  /** A sentence from the domain. */
  readonly name: string
  /** The smallest selection that it is part of; only of the whole when absent. */
  readonly from?: Selection
  /** Ended as failed when it takes longer: emulation is slow and neighbours are noisy. */
  readonly seconds?: number
  run(scale: LabScale): Promise<Figures | undefined>
}
