export { canonicalJson, type Json } from './canonical.ts'
export { type Chain, chainStart, factHash, nextChain, unknownChain } from './chain.ts'
export type { CounterSign, DeskInput, DeskOutput, Via } from './desk-io.ts'
export { type Fact, type FactDraft, factSchema, typePrefix } from './fact.ts'
export { type CallAction, callActions, type FactData, type FactType, factSchemas, factTypes } from './facts.ts'
export { isOptional, isStatistic, personalTypes } from './keeping.ts'
export {
  type Command,
  type CommandArgs,
  type CommandName,
  type CommandResult,
  type CounterCommand,
  commandNames,
  commandSchema,
  commandSchemas,
  configSchema,
  type DeskCommand,
  type DeskCommandName,
  type DeskConfig,
  type DeskState,
  type DeviceHealth,
  type DevicesMessage,
  type DiskLevel,
  devicesSchema,
  diskLevels,
  type Receipt,
  type Request,
  type RequestName,
  receiptSchema,
  requestNames,
  requestSchema,
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
export { type SealedFact, sealFact } from './seal.ts'
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
