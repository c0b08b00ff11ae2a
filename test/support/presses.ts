const types = ['call.requested', 'call.provisional', 'call.ignored'].map((type) => `deskbridge.${type}`)

/** Whether a fact of this type, as it is on the wire, tells of one press of a call key: each press is exactly one of them. */
export function isPress(type: string): boolean {
  return types.includes(type)
}
