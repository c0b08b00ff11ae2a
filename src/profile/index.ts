export { decodeHex, encodeHex } from './bytes.ts'
export { compile } from './compile.ts'
export { type Evidence, type Identity, identify } from './identity/identify.ts'
export { type Ask, type DialogueOptions, type LampsTold, LearnDialogue } from './learn/dialogue.ts'
export type { OutputReport } from './learn/lamps.ts'
export { type Learnt, learn } from './learn/learn.ts'
export { bestSetting, type LineSetting, nextSetting, plausibility, settingsToTry, type Trial } from './learn/speed.ts'
export type { Phase, Piece, Trace, TraceLink, TraceUsb } from './learn/trace.ts'
export { lint } from './lint/index.ts'
export type { HidFound, UsbFound } from './match/fits.ts'
export { type Candidate, type Found, type MatchResult, matchDevice, type Probe } from './match/match.ts'
export { findTies } from './match/ties.ts'
export type {
  BusInfo,
  CommandArgs,
  CommandInfo,
  DeviceEvent,
  DeviceWrite,
  EventData,
  Link,
  ParamInfo,
  Profile,
  Session,
  SessionDiagnosis,
  SessionOutput,
  SessionStats,
  StartOptions,
  UnknownFrame,
} from './model.ts'
export { personalData, redactEvent, redacted } from './redact.ts'
export { profileJsonSchema } from './schema/index.ts'
export { runVectors, type VectorReport, type VectorResult } from './vectors.ts'
