export type { Attached, AttachedUsb } from './attached.ts'
export { type Bus, type BusChild, type BusOptions, createBus } from './bus.ts'
export { helperPath } from './keyboard/helper-path.ts'
export type { Chunk, LostReason, ReportOrder, SerialSettings, Wire, WireAddress, WireStats } from './wire.ts'
