export { decodeHex, encodeHex } from './bytes.ts'
export { compile } from './compile.ts'
export { lint } from './lint/index.ts'
export type {
  CommandArgs,
  CommandInfo,
  DeviceEvent,
  DeviceWrite,
  EventData,
  Link,
  ParamInfo,
  Profile,
  Session,
  SessionOutput,
  SessionStats,
} from './model.ts'
export { runVectors, type VectorReport, type VectorResult } from './vectors.ts'
