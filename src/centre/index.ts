// What a server team needs to name beside the above, so that this one entry is enough.
export type { BrokerSettings } from '../broker/index.ts'
export type {
  Command,
  CommandArgs,
  CommandName,
  CommandResult,
  DeskState,
  DeviceHealth,
  DevicesMessage,
  Fact,
  Receipt,
  Request,
  RequestName,
} from '../contract/index.ts'
export type { Clock, ClockQuality, Log, LogFields, Random, Timer } from '../core/index.ts'
export type { Database, Executor, Row, SqlValue } from '../sqlite/index.ts'
export { type Centre, type CentreOptions, openCentre } from './centre.ts'
export { type EmbeddedBroker, startEmbeddedBroker } from './embedded-broker.ts'
export type { QueueCounts, TicketQueue } from './queue.ts'
export { type ReferenceCentre, type ReferenceCentreOptions, serveReferenceCentre } from './reference.ts'
export {
  type AppliedFact,
  type Arrival,
  type CentreStore,
  type Effect,
  openSqliteStore,
  type TakeResult,
} from './store.ts'
