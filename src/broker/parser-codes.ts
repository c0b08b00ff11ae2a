import { createRequire } from 'node:module'

/**
 * Codes that brokers send where the standard does not list them. The library's parser takes such a packet for broken and
 * drops the connection, so one message could keep a desk from ever sending another: Mosquitto answers 0x95 to a publish
 * above its `message_size_limit`.
 */
const unlisted: Readonly<Record<number, string>> = {
  136: 'Server unavailable',
  137: 'Server busy',
  147: 'Receive Maximum exceeded',
  149: 'Packet too large',
  150: 'Message rate too high',
  152: 'Administrative action',
  155: 'QoS not supported',
  159: 'Connection rate exceeded',
}

/** Teaches the parser of the MQTT library to let those codes through, so that the table of refusals can judge them. */
export function acceptUnlistedCodes(): void {
  const fromHere = createRequire(import.meta.url)
  const fromLibrary = createRequire(fromHere.resolve('mqtt'))
  const tables = fromLibrary('mqtt-packet/constants.js') as Readonly<Record<string, Record<number, string>>>
  for (const name of ['MQTT5_PUBACK_PUBREC_CODES', 'MQTT5_DISCONNECT_CODES', 'MQTT5_SUBACK_CODES']) {
    const table = tables[name]
    if (table) Object.assign(table, { ...unlisted, ...table })
  }
}
