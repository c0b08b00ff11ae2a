export type { Attached, AttachedUsb } from './attached.ts'
export { type Bus, type BusChild, type BusOptions, createBus } from './bus.ts'
export type { Chunk, LostReason, ReportOrder, SerialSettings, Wire, WireAddress, WireStats } from './wire.ts'
