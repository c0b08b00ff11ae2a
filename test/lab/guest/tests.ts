import { agentHungTests } from './agent-hung.ts'
import { cardReaderTests } from './card-reader.ts'
import { findingTests } from './finding.ts'
import { hidTests } from './hid.ts'
import { hungTests } from './hung.ts'
import { keyboardTests } from './keyboard.ts'
import type { LabTest } from './lab-test.ts'
import { learningTests } from './learning.ts'
import { machineTests } from './machine.ts'
import { plugCycleTests } from './plug-cycles.ts'
import { serialChipTests } from './serial-chips.ts'
import { serialTwinTests } from './serial-twins.ts'

/** All that the lab shows, in the order of running. */
export const labTests: readonly LabTest[] = [
  ...machineTests,
  ...serialChipTests,
  ...serialTwinTests,
  ...hidTests,
  ...keyboardTests,
  ...cardReaderTests,
  ...hungTests,
  ...findingTests,
  ...agentHungTests,
  ...learningTests,
  ...plugCycleTests,
]
