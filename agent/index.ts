/** The package as a library: a desk in your own process. */

export type { BrokerSettings } from '../src/broker/index.ts'
export type { DeskInput, DeviceHealth } from '../src/contract/index.ts'
export type { Clock, ErrorCode, Log, Random } from '../src/core/index.ts'
export type { CounterPicture } from '../src/counter/index.ts'
export type { JournalStatus } from '../src/journal/index.ts'
export { type Agent, type AgentStatus, type AgentWorld, startAgent } from './agent.ts'
export type { CounterRules, Reach } from './centre-news.ts'
export type { AgentChange, CentreView } from './changes.ts'
export type { AdoptionRule, Config, CounterConfig } from './config/config.ts'
export { type ConfigResult, loadConfig } from './config/load.ts'
export { systemClock, systemRandom } from './system.ts'
