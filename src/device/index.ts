export type {
  DeviceBinding,
  DeviceDiagnostics,
  DeviceHost,
  DeviceMemory,
  DeviceRole,
  FaultHint,
  Whereabouts,
} from './binding.ts'
export { createDevices, type Devices } from './devices.ts'
export { addressNow } from './finding/address-now.ts'
export type { Marks } from './finding/assign.ts'
export type { Offer } from './finding/offers.ts'
