export type { Device, DeviceBinding, DeviceDiagnostics, DeviceHost, DeviceRole, FaultHint } from './binding.ts'
export { superviseDevice } from './supervisor.ts'
