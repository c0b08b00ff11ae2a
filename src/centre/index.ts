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
