import type { Fault } from '../fault.ts'
import { configFaults } from './config-faults.ts'
import { deviceFaults } from './device-faults.ts'
import { networkFaults } from './network-faults.ts'
import { pcFaults } from './pc-faults.ts'

export { heavyFaults } from './heavy-faults.ts'

/** Causes that take a second at most. */
export const quickFaults: readonly Fault[] = [...configFaults, ...pcFaults, ...networkFaults, ...deviceFaults]
