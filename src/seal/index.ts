export {
  checkSealingKey,
  keyIdOf,
  makeOpeningKey,
  type OpeningKey,
  openingKeyOf,
  publicHalf,
  type SealingJwk,
  type SealingKey,
} from './keys.ts'
export { longestPlain, seal } from './seal.ts'
export { keyIdOfSealed, longestSealed, unseal } from './unseal.ts'
