import type { DeviceEvent, EventData } from './model.ts'

/** Event name → the data that is personal whatever its profile says; what a scanner reads may be a citizen's card. */
export const personalData: Readonly<Record<string, readonly string[]>> = {
  scan: ['text', 'raw', 'hex'],
  card: ['uid', 'number', 'text'],
  'id-card': ['id', 'oldId', 'name', 'birth', 'sex', 'address', 'issued', 'expires', 'photo', 'text', 'mrz'],
}

/** Stands where something personal was. */
export const redacted = '•••'

/** An event for logs and diagnoses: what is personal is taken out, also where it was only used as a key. */
export function redactEvent(event: DeviceEvent, redact: readonly string[]): Omit<DeviceEvent, 'dedupeKey'> {
  const personal = new Set([...redact, ...(personalData[event.name] ?? [])])
  const data: EventData = Object.fromEntries(
    Object.entries(event.data).map(([key, value]) => [key, personal.has(key) ? redacted : value]),
  )
  // The dedupe key is made of fields that no rule forbids to be personal.
  return { id: event.id, name: event.name, data }
}
