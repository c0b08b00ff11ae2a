export { type OpenBundle, openBundle } from './container.ts'
export {
  type Choice,
  type Current,
  choose,
  type Failure,
  givenUp,
  type Installed,
  mostTries,
  ownPlatform,
  proven,
  setBack,
  tried,
} from './current.ts'
export { deskFacts, type InstallOptions, type InstallResult, installBundle, installedAs } from './install.ts'
export { type DeskFacts, judgeManifest, type SignedManifest, staleness } from './judge.ts'
export {
  keyId,
  publicPart,
  readKeyFile,
  readPrivateKey,
  readSignatures,
  type Signatures,
  signers,
  type TrustedKeys,
} from './keys.ts'
export {
  folderOf,
  type Kept,
  readCurrent,
  readShelf,
  tidyVersions,
  type UpdatePlaces,
  updatePlaces,
  writeCurrent,
  writeShelf,
} from './ledger.ts'
export { bounds, type Manifest, type Platform, platforms, type UpdatePart, updateParts } from './manifest.ts'
export { type PackOptions, packBundle, type ReleaseNotice } from './pack.ts'
export { type DataPart, dataParts, type Shelf, unshelved } from './shelf.ts'
export { compareVersions, versionPattern } from './version.ts'
export { isInWave } from './wave.ts'
