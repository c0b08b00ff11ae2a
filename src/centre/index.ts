// What a server team needs to name beside the above, so that this one entry is enough.
export type { BrokerSettings } from '../broker/index.ts'
export type {
  CardContent,
  CardField,
  CardRules,
  Command,
  CommandArgs,
  CommandName,
  CommandResult,
  CountersMessage,
  DeskConfig,
  DeskState,
  DeviceHealth,
  DevicesMessage,
  Fact,
  FactData,
  FactType,
  Provisioning,
  Receipt,
  ReleasesMessage,
  Request,
  RequestName,
  SignedSealingKey,
  WaitingMessage,
} from '../contract/index.ts'
export {
  type Clock,
  type ClockQuality,
  DeskError,
  type Log,
  type LogFields,
  type Random,
  type Timer,
} from '../core/index.ts'
export { makeOpeningKey, type OpeningKey, openingKeyOf } from '../seal/index.ts'
export type { Database, Executor, Row, SqlValue } from '../sqlite/index.ts'
export { type Centre, openCentre } from './centre.ts'
export type { CommandDraft, ResultKind } from './commands.ts'
export {
  type Push,
  type PushedDesk,
  type PushedState,
  type PushOrder,
  pushedDesks,
  recentPushes,
  recordPush,
} from './configuration/books.ts'
export { type CentreConfigurationKey, configurationKey, configurationKeyFile } from './configuration/key.ts'
export { type CheckedPlan, changesOf, type DeskChange, type PlanProblem } from './configuration/preview.ts'
export { type EmbeddedBroker, startEmbeddedBroker } from './embedded-broker.ts'
export {
  type Announcement,
  announceEnrolment,
  type BrokerFiles,
  type BundleTaker,
  type CentreSettings,
  type Doorkeeper,
  type DoorkeeperOptions,
  type EnrolledDesk,
  Enrolment,
  type EnrolmentActs,
  type EnrolmentOptions,
  type EnrolmentServer,
  type EnrolmentServerOptions,
  enrolmentActs,
  type FreshCode,
  kitFiles,
  type MosquittoPlace,
  mosquittoFiles,
  type RevocationReason,
  type Signer,
  serveEnrolment,
  startDoorkeeper,
  startWiper,
  type WiperOptions,
  writeBrokerKit,
} from './enrolment/index.ts'
export {
  type Alarm,
  type DeskEnrolment,
  type Fleet,
  type FleetDesk,
  type MetricsServer,
  metricsText,
  serveMetrics,
  type WatchedDesk,
  watchFleet,
} from './fleet/index.ts'
export { listConflicts, settleConflict } from './hall/conflicts.ts'
export { boundsOf, dayOf } from './hall/day.ts'
export type {
  Conflict,
  DayReport,
  Field,
  Hall,
  HallCounter,
  HallOfficer,
  HallPicture,
  HallPlan,
  HallTicket,
  PriorityMode,
  ReportRow,
  TicketState,
} from './hall/hall.ts'
export { everyOne, openPlan } from './hall/plan.ts'
export { dayReport } from './hall/report.ts'
export { setPin } from './hall/sign-in.ts'
export type { CentreObservers, CentreOptions } from './options.ts'
export type { PostgresClient, PostgresPool } from './postgres/client.ts'
export { openPostgresStore, type PostgresStoreOptions } from './postgres/store.ts'
export { createProofJudge, type ProofJudge, type ProofJudgeOptions } from './proof.ts'
export { type ReferenceCentre, type ReferenceCentreOptions, serveReferenceCentre } from './reference.ts'
export { type ReleaseFiles, serveReleaseFiles } from './releases/files.ts'
export { type ReleaseOptions, releaseToDesks } from './releases/release-desks.ts'
export { openReleaseShelf, type ReleaseEntry, type ReleaseShelf } from './releases/shelf.ts'
export { type Tally, tallyOf } from './releases/tally.ts'
export { widenWaves } from './releases/widen.ts'
export { type Cell, csvLines, figuresOf } from './report-table.ts'
export type { Answer, RequestHandler } from './requests.ts'
export {
  type KeptSealingKey,
  openingKeys,
  type RotationOptions,
  rotateSealingKey,
  sealingKeyInUse,
  sealingKeys,
  signSealingKey,
} from './sealing/keys.ts'
export { type CardReadFact, openSealed } from './sealing/open-sealed.ts'
export { restoreBackup } from './sqlite/backup.ts'
export {
  centreFile,
  lookIntoSqliteStore,
  openSqliteStore,
  type SqliteStore,
  type SqliteStoreOptions,
} from './sqlite/store.ts'
export type {
  AppliedFact,
  Arrival,
  CentreStore,
  DeadLetter,
  DeadLetterKind,
  DeskPresence,
  DeskReceipt,
  Effect,
  EffectJudge,
  Gap,
  StreamEnd,
  TakeResult,
  Tombstone,
} from './store/store.ts'
export {
  type AskedBundle,
  type BundleCollector,
  type BundleShelf,
  type CollectorOptions,
  collectBundles,
  type KeptBundle,
  openBundleShelf,
} from './support/index.ts'
export { type CentreFact, type KnownFact, type TombstoneFact, typedFact, type UnknownFact } from './typed-fact.ts'
export type { ConfigurationActs, FleetActs } from './web/fleet-acts.ts'
export type { WatchedFleet } from './web/house.ts'
export type { CentreWeb, CentreWebOptions, ViewerBounds } from './web/options.ts'
export { serveCentreWeb } from './web/serve.ts'
