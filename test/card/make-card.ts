import { concat } from '../../src/card/chip/bytes.ts'
import type { Random } from '../../src/core/index.ts'
import { ActiveAuthentication, type ActiveKeyOffer } from './chip/active-authentication.ts'
import { Chip, type ChipParts } from './chip/chip.ts'
import { ChipAuthentication, type ChipKeyOffer } from './chip/chip-authentication.ts'
import type { Fault } from './chip/faults.ts'
import { type FileHabits, usualHabits } from './chip/files.ts'
import { type PaceOffer, type PaceSecrets, paceInfo } from './chip/pace.ts'
import {
  activeKeyGroup,
  commonData,
  type GroupNumber,
  groups,
  nationalGroup,
  photoGroup,
  securityGroup,
  zoneGroup,
} from './data-groups.ts'
import { setOf } from './der.ts'
import { canOf, type Holder, holder, printedOf } from './holder.ts'
import type { Issuer } from './issuer.ts'
import { makePhoto } from './photo.ts'

/** A card to be made: whatever is not said is as on most Vietnamese cards. */
export interface CardWish {
  readonly issuer: Issuer
  readonly random: Random
  readonly person?: Holder
  readonly photo?: Uint8Array
  readonly basicAccess?: boolean
  /** `null`: the card does not know PACE. */
  readonly pace?: PaceOffer | null
  readonly chipKey?: ChipKeyOffer
  readonly activeKey?: ActiveKeyOffer
  readonly habits?: Partial<FileHabits>
  readonly blocksAfter?: number
  readonly slowsByMs?: number
  readonly faults?: readonly Fault[]
  /** A copy: all its files, and keys of its own since nobody gets at the real ones. */
  readonly copied?: boolean
  /** Changes a file after it was signed. */
  readonly tamper?: { readonly group: GroupNumber; readonly change: (file: Uint8Array) => Uint8Array }
}

const usualPace: PaceOffer = { curve: 'brainpoolP256r1', cipher: 'AES-128' }

/** Makes a card with signed data. */
export function makeCard(wish: CardWish): Chip {
  return new Chip(cardParts(wish))
}

/** What a card is made of, to make several that differ in what happens to them. */
export function cardParts(wish: CardWish): ChipParts {
  const { issuer, random, person = holder, habits = {}, faults = [], basicAccess = true, pace = usualPace } = wish
  const newChipKey = () => wish.chipKey && new ChipAuthentication(wish.chipKey, random)
  const newActiveKey = () => wish.activeKey && new ActiveAuthentication(wish.activeKey)
  const [chipAuthentication, activeAuthentication] = [newChipKey(), newActiveKey()]
  const infos = [
    ...(pace ? [paceInfo(pace)] : []),
    ...(chipAuthentication?.infos() ?? []),
    ...(activeAuthentication?.infos() ?? []),
  ]
  const signed = new Map<GroupNumber, Uint8Array>([
    [1, zoneGroup(person)],
    [2, photoGroup(wish.photo ?? makePhoto(38_000))],
    // Fingerprints: the card has them and gives them to nobody here.
    [3, Uint8Array.of(0x63, 0x02, 0x00, 0x00)],
    [13, nationalGroup(person)],
    ...(infos.length > 0 ? [[14, securityGroup(infos)] as const] : []),
    ...(activeAuthentication ? [[15, activeKeyGroup(activeAuthentication.publicKey)] as const] : []),
  ])
  const application = new Map<number, Uint8Array>([
    [0x011e, commonData([...signed.keys()])],
    [0x011d, issuer.sign(signed)],
    ...[...signed].map(([number, file]) => [groups[number].file, changed(wish, number, file)] as const),
  ])
  const free = new Map<number, Uint8Array>(pace ? [[0x011c, setOf(paceInfo(pace))]] : [])
  return {
    files: { free, application },
    habits: { ...usualHabits, withheld: [groups[3].file], ...habits },
    secrets: { can: canOf(person), printed: printedOf(person), ...patienceOf(wish) },
    basicAccess,
    pace: pace ?? undefined,
    chipAuthentication: wish.copied ? newChipKey() : chipAuthentication,
    activeAuthentication: wish.copied ? newActiveKey() : activeAuthentication,
    faults,
    random,
  }
}

/** The same file with one bit of its last byte turned. */
export function oneBitTurned(file: Uint8Array): Uint8Array {
  return concat(file.subarray(0, -1), Uint8Array.of((file.at(-1) ?? 0) ^ 1))
}

function changed({ tamper }: CardWish, number: GroupNumber, file: Uint8Array): Uint8Array {
  return tamper?.group === number ? tamper.change(file) : file
}

function patienceOf({ blocksAfter, slowsByMs }: CardWish): Pick<PaceSecrets, 'blocksAfter' | 'slowsByMs'> {
  return { ...(blocksAfter === undefined ? {} : { blocksAfter }), ...(slowsByMs === undefined ? {} : { slowsByMs }) }
}
