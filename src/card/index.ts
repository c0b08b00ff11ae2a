export {
  type AnswerLength,
  type ChipAccess,
  type ChipFileName,
  type ChipProgress,
  type ChipReading,
  type ChipRequest,
  type MissingFile,
  type Photo,
  readAnchors,
  readChip,
  sentencesOf,
  type Transmit,
  type Trust,
  type TrustFile,
  type Verdicts,
  type Wanted,
} from './chip/index.ts'
export { type MaskedCard, maskCard } from './mask.ts'
export { readMrz } from './mrz/read-mrz.ts'
export {
  type CardKind,
  type CardSource,
  type CitizenCard,
  type PersonalField,
  personalFields,
  type Sex,
} from './person.ts'
export { isPersonalNumber, judgeNumber } from './personal-number.ts'
export { readQr } from './qr/read-qr.ts'
export { type Refusal, recogniseCard, recogniseFields } from './recognise.ts'
