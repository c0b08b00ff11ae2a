import multicastDns from 'multicast-dns'
import type { Clock } from '../../src/core/index.ts'

/** A centre that answered in this network. Nothing of it is believed before the code has proven it. */
export interface FoundCentre {
  readonly centre: string
  /** `https://10.0.0.5:8443`. */
  readonly server: string
}

const serviceName = '_deskbridge._tcp.local'
/** A question may get lost, and Wi-Fi is slow to pass it on. */
const askAt: readonly number[] = [0, 500, 1_500]
const mostFound = 20
const usualPatience = 3_000

/** Asks the network for centres, and gives those that answered within `patience` milliseconds. */
export async function findCentres(
  clock: Clock,
  patience = usualPatience,
  network?: multicastDns.Options,
): Promise<readonly FoundCentre[]> {
  const found = new Map<string, FoundCentre>()
  const asking = multicastDns(network)
  // Without a network nobody answers, which is all that there is to say.
  asking.on('error', () => undefined)
  asking.on('warning', () => undefined)
  asking.on('response', ({ answers = [], additionals = [] }, { address }) => {
    for (const record of [...answers, ...additionals]) {
      if (record.type !== 'SRV' || !record.name.endsWith(`.${serviceName}`) || found.size >= mostFound) continue
      const server = `https://${address}:${record.data.port}`
      found.set(server, { server, centre: record.name.slice(0, -serviceName.length - 1) })
    }
  })
  const ask = () => asking.query([{ name: serviceName, type: 'PTR' }])
  const timers = askAt.map((ms) => clock.after(ms, ask))
  await new Promise<void>((resolve) => void clock.after(patience, resolve))
  for (const timer of timers) timer.cancel()
  asking.destroy()
  return [...found.values()]
}

/** The same on a PC with several networks: in that in which it has this address. */
export function findCentresAt(clock: Clock, address: string | undefined): Promise<readonly FoundCentre[]> {
  return findCentres(clock, usualPatience, address === undefined ? undefined : { interface: address, bind: '0.0.0.0' })
}
