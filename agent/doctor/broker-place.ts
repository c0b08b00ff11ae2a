import { isIP } from 'node:net'
import type { Config } from '../config/config.ts'
import { brokerName } from '../enrol/enrolled-broker.ts'
import type { DeskSeen } from './desk-seen.ts'

/** Where the broker of a desk is. */
export interface BrokerPlace {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
  /** Whether the host is a name that somebody must know. */
  readonly isName: boolean
  readonly isThisPc: boolean
}

/** Reads the address of the broker; undefined where it is none, and on a desk that is not enrolled. */
export function brokerPlace(config: Config): BrokerPlace | undefined {
  const url = brokerName(config)
  if (!URL.canParse(url)) return undefined
  const { hostname, port, protocol } = new URL(url)
  const isTls = protocol === 'mqtts:'
  const host = hostname.replace(/^\[|\]$/g, '')
  return {
    host,
    port: Number(port) || (isTls ? 8883 : 1883),
    isTls,
    isName: isIP(host) === 0,
    isThisPc: host === 'localhost' || host === '::1' || host.startsWith('127.'),
  }
}

/** Whether messages move just now, so that nothing on the way needs to be looked at. */
export function isOnline(desk: DeskSeen): boolean {
  return desk.kind === 'running' && desk.health.status.online
}
