export type { Clock, ClockQuality, Moment, Timer } from './clock.ts'
export {
  DeskError,
  type ErrorDetails,
  type ErrorMessage,
  explain,
  formatPlace,
  isDeskError,
  type Place,
  packError,
  type TextArgs,
  toDeskError,
  unpackError,
} from './error.ts'
export type { Log, LogFields } from './log.ts'
export { nearest } from './nearest.ts'
export type { Random } from './random.ts'
export {
  type Entry,
  type ErrorCode,
  isErrorCode,
  type Language,
  misfittingTexts,
  newerText,
  type TextKey,
  takeNewerTexts,
  text,
  texts,
} from './text/index.ts'
export { childId, hashedId, isUuid, type Uuid, uuidv7 } from './uuid.ts'
