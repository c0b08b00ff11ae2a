/** Where a broker can say no. */
export type Signal = 'connack' | 'suback' | 'puback' | 'disconnect'

/**
 * What a refusal means for us, whatever its number:
 * - `nobody`: taken, but nobody listens. Keep, wait for the receipt, tell people when it lasts.
 * - `transient`: try again later, with back-off and a smaller window.
 * - `pressure`: as transient, with pauses that grow to minutes.
 * - `forbidden`: somebody must change something at the broker. Keep everything, tell people, try again slowly. A slip in
 *   an ACL must not empty the desks, so nothing is ever set aside because of it.
 * - `clone`: another PC has our name.
 * - `too-large`, `unacceptable`: this very message, never. It is set aside, the others go on.
 * - `version`: it speaks another version of MQTT.
 * - `unfit`: it cannot carry what we need at all, e.g. QoS 1.
 */
export type Refusal =
  | 'nobody'
  | 'transient'
  | 'pressure'
  | 'forbidden'
  | 'clone'
  | 'too-large'
  | 'unacceptable'
  | 'version'
  | 'unfit'

type Meaning = Refusal | Readonly<Partial<Record<Signal, Refusal>>>

/** MQTT 5 reason codes (OASIS MQTT 5.0 §2.4) and, below 0x06, the return codes of 3.1.1. */
const meanings: Readonly<Record<number, Meaning>> = {
  1: { connack: 'version' },
  2: { connack: 'forbidden' }, // client identifier rejected
  3: { connack: 'transient' }, // server unavailable
  4: { connack: 'forbidden' }, // bad user name or password
  5: { connack: 'forbidden' }, // not authorised
  16: { puback: 'nobody' }, // no matching subscribers
  128: 'transient', // unspecified
  131: 'transient', // implementation specific
  132: { connack: 'version' },
  133: 'forbidden', // client identifier not valid
  134: 'forbidden', // bad user name or password
  135: 'forbidden', // not authorised
  136: 'transient', // server unavailable
  137: 'transient', // server busy
  138: 'forbidden', // banned
  139: 'transient', // server shutting down
  140: 'forbidden', // bad authentication method
  141: 'transient', // keep alive time-out
  142: 'clone', // session taken over
  143: 'forbidden', // topic filter invalid
  144: { connack: 'forbidden', puback: 'unacceptable', disconnect: 'unacceptable' }, // topic name invalid
  147: 'transient', // receive maximum exceeded
  149: { connack: 'forbidden', puback: 'too-large', disconnect: 'too-large' },
  150: 'transient', // message rate too high
  151: 'pressure', // quota exceeded
  152: 'forbidden', // administrative action
  153: { connack: 'forbidden', puback: 'unacceptable', disconnect: 'unacceptable' }, // payload format invalid
  154: 'unfit', // retain not supported
  155: { connack: 'unfit', puback: 'unacceptable', disconnect: 'unacceptable' }, // QoS not supported
  156: 'forbidden', // use another server
  157: 'forbidden', // server moved
  159: 'transient', // connection rate exceeded
}

/** What a reason code means for us; a code without an entry is transient, since only a known one may cost a message its place. */
export function refusalOf(signal: Signal, code: number): Refusal {
  const meaning = meanings[code]
  return (typeof meaning === 'object' ? meaning[signal] : meaning) ?? 'transient'
}

/** The reason code that an error of the MQTT library carries. */
export function reasonCodeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'number' ? code : undefined
}

/** A reason code as people look it up: `0x87`. */
export function formatReason(code: number): string {
  return `0x${code.toString(16).padStart(2, '0')}`
}
