export {
  type BrokerSession,
  type BrokerSettings,
  type CloseReason,
  connectBroker,
  type Incoming,
  type MessageHandler,
} from './connect.ts'
export { type Keeper, type KeeperOptions, keepConnected, reconnectDelay } from './keep.ts'
export { isPermanentRefusal, reasonCodeOf } from './refusals.ts'
