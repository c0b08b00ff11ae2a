/** MQTT 5 reason codes (OASIS MQTT 5.0 §2.4) and the 3.1.1 return codes that mean the same. */
export const reason = {
  versionV3: 0x01,
  badCredentialsV3: 0x04,
  notAuthorizedV3: 0x05,
  version: 0x84,
  clientId: 0x85,
  badCredentials: 0x86,
  notAuthorized: 0x87,
  banned: 0x8a,
  takenOver: 0x8e,
  topicInvalid: 0x90,
  tooLarge: 0x95,
  payloadInvalid: 0x99,
  qosUnsupported: 0x9b,
} as const

/** The reason code that an error of the MQTT library carries. */
export function reasonCodeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'number' ? code : undefined
}

/** The broker speaks another version of the protocol. */
export function isVersionRefusal(code: number | undefined): boolean {
  return code === reason.version || code === reason.versionV3
}

/** The broker knows us and says no; trying again soon changes nothing. */
export function isIdentityRefusal(code: number | undefined): boolean {
  const refusals: readonly number[] = [
    reason.badCredentialsV3,
    reason.notAuthorizedV3,
    reason.clientId,
    reason.badCredentials,
    reason.notAuthorized,
    reason.banned,
  ]
  return code !== undefined && refusals.includes(code)
}

/** The broker will never take this very message. 0x87 is not among these: an ACL slip at the centre must not empty the desks. */
export function isPermanentRefusal(code: number | undefined): boolean {
  const refusals: readonly number[] = [
    reason.topicInvalid,
    reason.tooLarge,
    reason.payloadInvalid,
    reason.qosUnsupported,
  ]
  return code !== undefined && refusals.includes(code)
}
