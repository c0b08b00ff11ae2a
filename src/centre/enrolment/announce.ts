import multicastDns from 'multicast-dns'
import type { Log } from '../../core/index.ts'

/** What desks look for in their network (DNS-SD over multicast DNS). */
export const serviceName = '_deskbridge._tcp.local'

/** Where to be found. */
export interface Announcement {
  readonly centre: string
  /** The port of enrolment. */
  readonly port: number
  /** For tests: a network and port of their own. */
  readonly network?: multicastDns.Options
  readonly log: Log
}

/**
 * Answers those who look for a centre. What is said proves nothing: the code does. A network without multicast only means
 * that the address is typed.
 */
export function announceEnrolment({ centre, port, network, log }: Announcement): { stop(): void } {
  const service = multicastDns(network)
  service.on('error', (error) => log.warn('the centre cannot be found by itself', { reason: error.message }))
  service.on('warning', () => undefined)
  const instance = `${centre}.${serviceName}`
  const target = `${centre}-deskbridge.local`
  service.on('query', ({ questions = [] }) => {
    if (!questions.some(({ name, type }) => name.toLowerCase() === serviceName && type === 'PTR')) return
    service.respond({
      answers: [
        { name: serviceName, type: 'PTR', ttl: 120, data: instance },
        { name: instance, type: 'SRV', ttl: 120, data: { port, target, priority: 0, weight: 0 } },
        { name: instance, type: 'TXT', ttl: 120, data: [`centre=${centre}`] },
      ],
    })
  })
  return { stop: () => service.destroy() }
}
