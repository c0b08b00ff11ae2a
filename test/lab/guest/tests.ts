import type { LabTest } from './lab-test.ts'
import { machineTests } from './machine.ts'

/** All that the lab shows, in the order of running. */
export const labTests: readonly LabTest[] = [...machineTests]
