export { canonicalJson, type Json } from './canonical.ts'
export {
  type CardContent,
  type CardField,
  type CardRules,
  type CardVerdicts,
  cardFields,
  cardRulesSchema,
  cardVerdictsSchema,
  usualCardFields,
} from './card.ts'
export { type Chain, chainStart, factHash, nextChain, unknownChain } from './chain.ts'
export {
  type Command,
  type CommandArgs,
  type CommandName,
  type CounterCommand,
  commandNames,
  commandSchema,
  commandSchemas,
  type DeskCommand,
  type DeskCommandName,
} from './commands.ts'
export type { DeskInput, DeskOutput, OfficerProof, Parting, Via } from './desk-io.ts'
export { type Fact, type FactDraft, factSchema, typePrefix } from './fact.ts'
export {
  type CallAction,
  callActions,
  type FactData,
  type FactType,
  factSchemas,
  factTypes,
  type Occasion,
  occasions,
  vias,
} from './facts.ts'
export { isOptional, isStatistic, personalTypes } from './keeping.ts'
export {
  type CommandResult,
  type CounterSign,
  type CountersMessage,
  countersSchema,
  type DeskState,
  type DeviceHealth,
  type DevicesMessage,
  type DiskLevel,
  devicesSchema,
  diskLevels,
  type Receipt,
  receiptSchema,
  resultSchema,
  stateSchema,
  type TimeMessage,
  timeSchema,
} from './messages.ts'
export {
  allDesks,
  type Epoch,
  formatSequence,
  isDeskName,
  namePattern,
  type Sequence,
} from './names.ts'
export { type DeskProof, nonceSchema, proofSchema, proofText } from './proof.ts'
export {
  keyIdSchema,
  longestContent,
  type Provisioning,
  type ProvisionReport,
  provisioningSchema,
  provisioningText,
} from './provisioning.ts'
export { type Release, type ReleasesMessage, releasesSchema, type UpdateReport } from './release.ts'
export { type Request, type RequestName, requestNames, requestSchema } from './requests.ts'
export { type SealedFact, sealFact } from './seal.ts'
export { type SignedSealingKey, sealingKeySchema, sealingWords } from './sealing.ts'
export {
  type CounterLine,
  configSchema,
  type DeskConfig,
  faces,
  type NumberBlock,
  type RatingSet,
  type RosterEntry,
  ratingSetSchema,
  type TransferDestination,
  type WaitingMessage,
  type WaitingTicket,
  waitingSchema,
} from './site.ts'
export { formatTime, parseTime } from './time.ts'
export {
  emptyTombstone,
  followsChain,
  hashInChain,
  type TombstoneReason,
  tombstoneOf,
  tombstoneSchema,
  tombstoneType,
} from './tombstone.ts'
export { type DeskTopics, defaultRoot, deskTopics, parseTopic } from './topics.ts'
export { wipeWords } from './wipe.ts'
