export { type Bus, type BusChild, type BusOptions, createBus } from './bus.ts'
export type { SerialPortInfo } from './serial/messages.ts'
export type { Chunk, LostReason, SerialSettings, Wire, WireAddress, WireStats } from './wire.ts'
