export type { Alarm } from './alarms.ts'
export {
  type DeskEnrolment,
  type Fleet,
  type FleetDesk,
  type FleetEvents,
  type WatchedDesk,
  watchFleet,
} from './fleet.ts'
export { lastFacts } from './last-facts.ts'
export { metricsText } from './metrics.ts'
export { type MetricsServer, serveMetrics } from './serve-metrics.ts'
