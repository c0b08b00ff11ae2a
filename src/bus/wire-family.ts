import type { WireAddress } from './wire.ts'

/** Kinds of wires that a site switches off and on together. */
export const wireFamilies = ['serial', 'hid', 'keyboard', 'network', 'service'] as const
export type WireFamily = (typeof wireFamilies)[number]

/** The family that a wire belongs to. */
export function familyOf({ kind }: Pick<WireAddress, 'kind'>): WireFamily {
  switch (kind) {
    case 'tcp':
      return 'network'
    case 'ws':
    case 'socketio':
    case 'rest':
      return 'service'
    default:
      return kind
  }
}
