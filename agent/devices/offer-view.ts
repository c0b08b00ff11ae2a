import type { DeviceRole } from '../../src/device/index.ts'

/** A plugged device that could be taken into use, as pages and the command line show it. */
export interface OfferView {
  /** Names the offer for as long as the device stays plugged. */
  readonly path: string
  readonly profile: string
  readonly name: string
  readonly role: DeviceRole
  readonly place?: string
}
