import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DeskError, type Log, toDeskError } from '../../src/core/index.ts'
import { type DeskIdentity, type DeskName, enrolDesk, IdentityFolder } from '../../src/identity/index.ts'
import { writeFirstFile } from '../provision/first-run.ts'
import type { WizardStep } from './wizard-view.ts'

/** Where a desk is made. */
export interface DeskPlace {
  /** Its `deskbridge.yaml` to be; left out where a person has written one. */
  readonly file?: string
  readonly dataFolder: string
  /** Where its page is, where that is not the usual port. */
  readonly port?: number
  readonly log: Log
}

/** Which desk it is to be, and what proves it. */
export interface DeskWish {
  readonly server: string
  readonly desk: string
  readonly counter: string
  readonly code: string
  /** The centre that this PC is meant for, where that is known. */
  readonly centre?: string
}

/**
 * Makes this PC a desk: its identity first, then its configuration, each as a whole. Before the code is used up it is made
 * sure that both can be written.
 * @throws DeskError DB-AGT-056 there is no room, DB-PRV-024, -026 the configuration, and those of `enrolDesk`.
 */
export async function makeDesk(
  wish: DeskWish,
  place: DeskPlace,
  began: (step: WizardStep) => void,
): Promise<DeskIdentity> {
  const { file, dataFolder } = place
  for (const folder of [dataFolder, ...(file === undefined ? [] : [dirname(resolve(file))])]) tryRoom(folder)
  const before = identityIn(dataFolder)
  // The code was used up by an attempt that could not write the configuration.
  const identity = before?.desk === wish.desk ? before : await enrol(wish, place, began)
  began('file')
  writeConfiguration(identity, wish.counter, place)
  return identity
}

/** Finishes what a power cut has ended between the identity and the configuration. Whether there was such a thing. */
export function finishDesk(place: DeskPlace): boolean {
  const identity = identityIn(place.dataFolder)
  if (!identity) return false
  writeConfiguration(identity, counterOf(identity.desk), place)
  return true
}

/** The counter that a desk of this name most likely has: `quay-05` counter 5. */
export function counterOf(desk: string): string {
  const digits = /(\d{1,6})$/.exec(desk)?.[1]
  return digits === undefined ? '1' : String(Number(digits))
}

/** Who this PC is; undefined where nobody said so, and where that can be read no more. */
export function identityIn(dataFolder: string): DeskIdentity | undefined {
  try {
    return new IdentityFolder(dataFolder).read()
  } catch {
    return undefined
  }
}

async function enrol(
  { server, desk, code, centre }: DeskWish,
  { dataFolder, log }: DeskPlace,
  began: (step: WizardStep) => void,
): Promise<DeskIdentity> {
  const meant = centre === undefined ? {} : { centre }
  try {
    return await enrolDesk({ folder: new IdentityFolder(dataFolder), server, desk, code, log, began, ...meant })
  } catch (error) {
    throw toDeskError(error, 'DB-AGT-056', { folder: dataFolder })
  }
}

/** The least that a desk needs; the rest comes from its centre. */
function writeConfiguration({ centre, desk }: DeskName, counter: string, { file, dataFolder, port }: DeskPlace): void {
  if (file === undefined) return
  const page = port === undefined ? {} : { page: { port } }
  writeFirstFile(file, { centre, desk, data: dataFolder, ...page, counters: [{ id: counter }] })
}

/** More than key, certificates and configuration take together. */
const roomBytes = 64 * 1024

function tryRoom(folder: string): void {
  const probe = join(folder, 'first-run.probe')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(probe, Buffer.alloc(roomBytes), { mode: 0o600, flush: true })
    rmSync(probe)
  } catch (error) {
    const reason = (error as Error).message
    removeIfThere(probe)
    throw new DeskError('DB-AGT-056', { folder, reason }, { cause: error })
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // Its folder is no folder: then it is not there.
  }
}
