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
