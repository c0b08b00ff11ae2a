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
export type { Doubt, Offer } from './finding/offers.ts'
export type { Asking } from './finding/questions.ts'
export { asTest, type ProfileTest } from './recorder/as-test.ts'
export { formatLine } from './recorder/entry.ts'
export type { RecordedSession } from './recorder/recorded-session.ts'
export { createRecorder, noRecorder, type Recorder, type RecordingSink } from './recorder/recorder.ts'
export { type Compared, replay, type Told } from './recorder/replay.ts'
export { cutStretch, type Moment, readStretches, type Stretch, wallTime, writeStretches } from './recorder/stretches.ts'
