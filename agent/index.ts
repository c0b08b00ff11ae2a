/** The package as a library: a desk in your own process. */
export { type Agent, type AgentStatus, type AgentWorld, startAgent } from './agent.ts'
export type { Config, CounterConfig, DeviceConfig } from './config/config.ts'
export { type ConfigResult, loadConfig } from './config/load.ts'
export { systemClock, systemRandom } from './system.ts'
