import { hostname, networkInterfaces } from 'node:os'
import { resolve } from 'node:path'
import type { BrokerSettings } from '../../src/broker/index.ts'
import type { ReferenceCentre } from '../../src/centre/index.ts'
import type { Log } from '../../src/core/index.ts'
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
}

/** Enrolment beside a centre that runs. */
export interface RunningEnrolment {
  /** Whether a desk is shut out. One that shows itself is thrown out. */
  refuses(desk: string): boolean
  readonly port: number
  stop(): Promise<void>
}

/** Starts enrolment: the server for desks, the word in the network, and who watches the door. */
export async function startEnrolment(
  { store, centre }: ReferenceCentre,
  broker: Omit<BrokerSettings, 'will' | 'session'>,
  wish: EnrolmentWish,
  log: Log,
): Promise<RunningEnrolment> {
  const { announceEnrolment, Enrolment, mosquittoFiles, serveEnrolment, startDoorkeeper, startWiper } = await import(
    '../../src/centre/index.ts'
  )
  const { passphrase, files, pidFile, port, host } = wish
  const faces = { clock: systemClock, random: systemRandom, log }
  const sealing = passphrase === undefined ? {} : { passphrase }
  const enrolment = await Enrolment.open({ ...faces, ...sealing, database: store.database })
  const place = files === undefined ? undefined : { folder: resolve(files), ...(pidFile ? { pidFile } : {}) }
  const told = place === undefined ? {} : { files: mosquittoFiles(place) }
  const doorkeeper = await startDoorkeeper({ ...faces, ...told, enrolment, broker })
  const names = [...new Set([...wish.names, ...ownNames()])]
  const changed = () => doorkeeper.refresh()
  const server = await serveEnrolment({ enrolment, port, host, names, changed, log })
  const network = host === '0.0.0.0' ? {} : { network: { interface: host, bind: '0.0.0.0' } }
  const word = announceEnrolment({ centre: enrolment.settings.centre, port: server.port, ...network, log })
  const wiper = startWiper({ ...faces, enrolment, command: (...order) => centre.command(...order) })
  return {
    refuses(desk) {
      doorkeeper.seen(desk)
      return doorkeeper.isDenied(desk)
    },
    port: server.port,
    async stop() {
      word.stop()
      wiper.stop()
      await server.stop()
      await doorkeeper.stop()
    },
  }
}

/** All names and addresses of this machine. */
function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
  return ['localhost', hostname(), `${hostname()}.local`, ...addresses]
}
