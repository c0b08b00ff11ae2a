import { hostname, networkInterfaces } from 'node:os'
import { resolve } from 'node:path'
import type { BrokerSettings } from '../../src/broker/index.ts'
import type { BundleTaker, DeskEnrolment, Enrolment, EnrolmentActs, ReferenceCentre } from '../../src/centre/index.ts'
import type { Log, Timer } from '../../src/core/index.ts'
import { systemClock, systemRandom } from '../system.ts'

/** What `centre serve --enrol` was told. */
export interface EnrolmentWish {
  readonly port: number
  readonly host: string
  /** Further names by which desks may call this machine. */
  readonly names: readonly string[]
  readonly passphrase: string | undefined
  /** Where Mosquitto reads who is shut out. */
  readonly files: string | undefined
  readonly pidFile: string | undefined
  /** Takes support bundles at the same door. */
  readonly bundles: BundleTaker
}

/** Enrolment beside a centre that runs. */
export interface RunningEnrolment {
  /** Whether a desk is shut out. One that shows itself is thrown out. */
  refuses(desk: string): boolean
  /** Who has a certificate, as it was a moment ago, by `{centre}/{desk}`. */
  desks(): ReadonlyMap<string, DeskEnrolment>
  /** What IT does with PCs; the broker hears of it at once. */
  readonly acts: EnrolmentActs
  readonly port: number
  stop(): Promise<void>
}

/** Other processes of this machine enrol and revoke as well, so the books are read again. */
const readBooksEvery = 15_000

/** Starts enrolment: the server for desks, the word in the network, and who watches the door. */
export async function startEnrolment(
  { store, centre }: ReferenceCentre,
  broker: Omit<BrokerSettings, 'will' | 'session'>,
  wish: EnrolmentWish,
  log: Log,
): Promise<RunningEnrolment> {
  const { announceEnrolment, Enrolment, enrolmentActs, mosquittoFiles, serveEnrolment, startDoorkeeper, startWiper } =
    await import('../../src/centre/index.ts')
  const { passphrase, files, pidFile, port, host, bundles } = wish
  const faces = { clock: systemClock, random: systemRandom, log }
  const sealing = passphrase === undefined ? {} : { passphrase }
  const enrolment = await Enrolment.open({ ...faces, ...sealing, database: store.database })
  const place = files === undefined ? undefined : { folder: resolve(files), ...(pidFile ? { pidFile } : {}) }
  const told = place === undefined ? {} : { files: mosquittoFiles(place) }
  const doorkeeper = await startDoorkeeper({ ...faces, ...told, enrolment, broker })
  const names = [...new Set([...wish.names, ...ownNames()])]
  const books = await keepBooks(enrolment)
  const changed = async () => {
    // A busy database is read the next time.
    await Promise.all([doorkeeper.refresh(), books.read().catch(() => undefined)])
  }
  const server = await serveEnrolment({ enrolment, port, host, names, changed, bundles, log })
  const network = host === '0.0.0.0' ? {} : { network: { interface: host, bind: '0.0.0.0' } }
  const word = announceEnrolment({ centre: enrolment.settings.centre, port: server.port, ...network, log })
  const wiper = startWiper({ ...faces, enrolment, command: (...order) => centre.command(...order) })
  return {
    refuses(desk) {
      doorkeeper.seen(desk)
      return doorkeeper.isDenied(desk)
    },
    desks: books.desks,
    acts: enrolmentActs(enrolment, { changed, log }),
    port: server.port,
    async stop() {
      books.stop()
      word.stop()
      wiper.stop()
      await server.stop()
      await doorkeeper.stop()
    },
  }
}

/** The enrolled desks in memory: the page of all desks looks at them often. */
async function keepBooks(enrolment: Enrolment) {
  let desks: ReadonlyMap<string, DeskEnrolment> = new Map()
  const read = async () => {
    const all = await enrolment.desks()
    desks = new Map(
      all.map(({ desk, until, state, isToForget }) => [
        desk,
        { ends: until, isBlocked: state === 'revoked', isToForget },
      ]),
    )
  }
  const later = (): Timer =>
    systemClock.after(readBooksEvery, () => {
      // A busy database is read the next time.
      read().catch(() => undefined)
      timer = later()
    })
  await read()
  let timer = later()
  return { desks: () => desks, read, stop: () => timer.cancel() }
}

/** All names and addresses of this machine. */
function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
  return ['localhost', hostname(), `${hostname()}.local`, ...addresses]
}
