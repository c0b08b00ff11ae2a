export { connectBroker, refusalBehind } from './connect.ts'
export { type Keeper, type KeeperOptions, keepConnected, type SessionEnd } from './keep.ts'
export type { Acknowledgement } from './publisher.ts'
export { type Outage, type Pace, reconnectDelay } from './reconnect-delay.ts'
export { formatReason, type Refusal, reasonCodeOf, refusalOf, type Signal } from './refusals.ts'
export {
  type BrokerSession,
  type CloseReason,
  type Incoming,
  type MessageHandler,
  packetSize,
  publishRefusal,
} from './session.ts'
export type { BrokerSettings } from './settings.ts'
