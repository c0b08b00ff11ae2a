import { resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type {
  CheckedPlan,
  ConfigurationActs,
  DeskChange,
  Enrolment,
  PlanProblem,
  Push,
  SqliteStore,
} from '../../src/centre/index.ts'
import type { Provisioning } from '../../src/contract/index.ts'
import { DeskError, isDeskError } from '../../src/core/index.ts'
import {
  type ConfigurationSigner,
  contentForDesk,
  findDesk,
  type Provision,
  parseProvision,
} from '../../src/provision/index.ts'
import { checkDesks } from '../provision/read-plan.ts'
import { systemClock, systemRandom } from '../system.ts'
import { readPassword } from './password.ts'

// A push of configuration, as the command line and the page of the centre do it.

/** A `provision.yaml` that is sound for these desks of it. */
export interface SoundPlan {
  readonly provision: Provision
  readonly names: readonly string[]
}

/** What somebody wants to push. */
export interface PushWish {
  readonly source: string
  /** What it is called where its mistakes are told. */
  readonly file: string
  /** All desks of the file where none is named. */
  readonly desks: readonly string[]
  readonly libraryFolder: string
}

/**
 * Checks a file and what it makes for its desks.
 * @throws DeskError DB-PRV-004 a desk is named that is not in it.
 */
export async function readPush(wish: PushWish): Promise<SoundPlan | readonly PlanProblem[]> {
  const { source, file, desks, libraryFolder } = wish
  const { provision, problems } = parseProvision(source, file)
  if (!provision) return problems.map((error) => ({ desk: undefined, error }))
  const all = provision.desks.map(({ name }) => name)
  const names = desks.length > 0 ? desks.map((name) => findDesk(provision, name).name) : all
  for (const name of names) {
    // A centre that answers calls meanwhile is not held up by a file for thousands of desks.
    await nextTurn()
    const wrong = checkDesks(provision, [name], libraryFolder)
    if (wrong) return wrong.problems.map((error) => ({ desk: wrong.desk, error }))
  }
  return { provision, names }
}

/** Whether a file was found to be sound. */
export function isSound(read: SoundPlan | readonly PlanProblem[]): read is SoundPlan {
  return 'provision' in read
}

/** How a push goes. */
export interface PushOrder {
  readonly signer: ConfigurationSigner
  readonly first: number
  readonly way: 'send' | 'file'
}

/**
 * Signs a push and puts it into the books, from which the running centre sends it.
 * @throws DeskError DB-PRV-028 its own desks would not know the key afterwards, DB-PRV-027 there is no desk.
 */
export async function writePush(
  store: SqliteStore,
  { provision, names }: SoundPlan,
  { signer, first, way }: PushOrder,
): Promise<readonly Provisioning[]> {
  const { recordPush } = await import('../../src/centre/index.ts')
  const { keys } = provision.written.centre.provisioning ?? {}
  if (keys && !keys.some(({ id }) => id === signer.keyId)) throw new DeskError('DB-PRV-028', { key: signer.keyId })
  const [desks, told] = [contentsOf({ provision, names }), await highestTold(store)]
  return await recordPush(store.database, { desks, first, signer, now: systemClock.wall(), told, way })
}

/** Where the key is that signs configuration. */
export interface SignerPlace {
  readonly data: string
  readonly passphraseFile?: string
}

/**
 * By whose word desks take configuration: the centre that enrolled them; one that enrols nobody has a key of its own.
 * @throws DeskError DB-CTR-041 the keys of the enrolment are sealed, and this passphrase does not open them.
 */
export async function signerOf({ database }: SqliteStore, { data, passphraseFile }: SignerPlace) {
  const { configurationKey, Enrolment } = await import('../../src/centre/index.ts')
  const passphrase = passphraseFile === undefined ? {} : { passphrase: readPassword(passphraseFile) }
  try {
    return keyOf(await Enrolment.open({ database, clock: systemClock, random: systemRandom, ...passphrase }))
  } catch (error) {
    if (isDeskError(error, 'DB-CTR-040')) return configurationKey(resolve(data))
    throw error
  }
}

/** What the page of a running centre does with configuration. */
export function configurationActs(
  store: SqliteStore,
  place: SignerPlace & { readonly libraryFolder: string },
): ConfigurationActs {
  const read = (source: string) => readPush({ ...place, source, file: 'provision.yaml', desks: [] })
  return {
    async check(source): Promise<CheckedPlan> {
      const plan = await read(source)
      return isSound(plan) ? { problems: [], desks: await changes(store, plan) } : { problems: plan, desks: [] }
    },
    async push(source, first) {
      const plan = await read(source)
      if (!isSound(plan)) throw new DeskError('DB-PRV-032')
      const changed = (await changes(store, plan)).filter(({ change }) => change !== 'same')
      if (changed.length === 0) throw new DeskError('DB-PRV-033')
      const names = changed.map(({ desk }) => desk.split('/')[1] ?? '')
      const order = { signer: await signerOf(store, place), first, way: 'send' } as const
      const [message] = await writePush(store, { provision: plan.provision, names }, order)
      return { revision: message?.revision ?? 0, desks: names.length }
    },
    async pushes(): Promise<readonly Push[]> {
      const { recentPushes } = await import('../../src/centre/index.ts')
      return await recentPushes(store.database, shownPushes)
    },
  }
}

const shownPushes = 5

async function changes({ database }: SqliteStore, plan: SoundPlan): Promise<readonly DeskChange[]> {
  const { changesOf } = await import('../../src/centre/index.ts')
  return await changesOf(database, contentsOf(plan))
}

function contentsOf({ provision, names }: SoundPlan) {
  const centre = provision.written.centre.name
  return names.map((name) => ({ desk: `${centre}/${name}`, content: contentForDesk(provision, name) }))
}

function keyOf({ signer }: Enrolment) {
  return { keyId: signer.id, publicKey: signer.key, sign: signer.sign }
}

/** What desks say they have: books that were restored from a backup may know less. */
async function highestTold(store: SqliteStore): Promise<number> {
  const reports = (await store.desks()).flatMap(({ state }) => state?.provision ?? [])
  return Math.max(
    0,
    ...reports.flatMap(({ revision, trying = 0, refused }) => [revision, trying, refused?.revision ?? 0]),
  )
}
