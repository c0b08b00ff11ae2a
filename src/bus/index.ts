export { type Bus, type BusChild, type BusOptions, createBus } from './bus.ts'
export type { Chunk, LostReason, SerialSettings, StreamWire, WireAddress, WireStats } from './wire.ts'
