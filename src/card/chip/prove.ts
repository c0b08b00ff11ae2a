import { DeskError, type Random } from '../../core/index.ts'
import { activeAuthentication, type ChipProof, needsLongAnswer } from './active-authentication.ts'
import { chipAuthentication, chooseChipKey } from './chip-authentication.ts'
import { chipFiles } from './chip-files.ts'
import { readDg14 } from './dg14.ts'
import { readDg15 } from './dg15.ts'
import { chipReader } from './files.ts'
import { type Groups, numbered } from './groups.ts'
import type { OpenChip } from './open-chip.ts'
import { type PassiveCheck, passiveAuthentication } from './passive-authentication.ts'
import { secureChannel } from './secure-messaging.ts'
import type { SecurityInfos } from './security-infos.ts'
import { readSecurityObject } from './security-object.ts'
import type { Trust } from './trust.ts'

/** Checks what was signed, against whom we trust. Undefined where there is nothing to check, or no way that we know. */
export async function checkSigned(found: Groups['found'], trust: Trust): Promise<PassiveCheck | undefined> {
  const sod = found.get('EF.SOD')
  if (sod === undefined) return undefined
  try {
    return passiveAuthentication(await readSecurityObject(sod), numbered(found), trust)
  } catch (error) {
    if (isUnknownMethod(error)) return undefined
    if (isUseless(error)) return { signature: 'broken', changed: [], issuer: 'unknown' }
    throw error
  }
}

/** Lets the chip prove itself in each way that it offers. The last one changes the keys: nothing is read behind it. */
export async function letProve(chip: OpenChip, found: Groups['found'], random: Random): Promise<readonly ChipProof[]> {
  const infos = readInfos(found)
  const active = await proveActively(chip, found, infos, random)
  const agreed = infos ? await proveByAgreement(chip, infos, random) : []
  return [...active, ...agreed]
}

async function proveActively(
  { channel, answers }: OpenChip,
  found: Groups['found'],
  infos: SecurityInfos | undefined,
  random: Random,
): Promise<readonly ChipProof[]> {
  const dg15 = found.get('DG15')
  if (dg15 === undefined) return []
  try {
    const key = readDg15(dg15)
    if (answers === 'short' && needsLongAnswer(key)) return ['refused']
    return [await activeAuthentication(channel, key, infos?.activeAuthenticationHash, random)]
  } catch (error) {
    if (isUseless(error)) return []
    throw error
  }
}

/** A DG14 that is malformed offers nothing; that it was not always so, its hash tells. */
function readInfos(found: Groups['found']): SecurityInfos | undefined {
  const dg14 = found.get('DG14')
  try {
    return dg14 && readDg14(dg14)
  } catch (error) {
    if (isUseless(error)) return undefined
    throw error
  }
}

/** Only a chip with the private key can answer under the new keys; what it is asked for does not matter. */
async function proveByAgreement(chip: OpenChip, infos: SecurityInfos, random: Random): Promise<readonly ChipProof[]> {
  const way = chooseChipKey(infos)
  if (way === undefined) return []
  const keys = await chipAuthentication(chip.channel, way, random)
  if (keys === undefined) return ['refused']
  try {
    await chipReader(secureChannel(chip.plain, keys), chip.most).read(chipFiles.dg14)
    return ['genuine']
  } catch (error) {
    if (error instanceof DeskError && notUnderKeys.has(error.code)) return ['wrong']
    throw error
  }
}

const notUnderKeys: ReadonlySet<string> = new Set(['DB-CRD-105', 'DB-CRD-106', 'DB-CRD-108', 'DB-CRD-109'])

function isUnknownMethod(error: unknown): boolean {
  return error instanceof DeskError && error.code === 'DB-CRD-107'
}

function isUseless(error: unknown): boolean {
  return isUnknownMethod(error) || (error instanceof DeskError && error.code === 'DB-CRD-108')
}
