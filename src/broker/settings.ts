/** Where the broker is and who we are to it. */
export interface BrokerSettings {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  readonly url: string
  readonly clientId: string
  readonly username?: string
  readonly password?: string
  /** PEM texts for TLS. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  /** Where those texts were read, to name the file that must be looked at. */
  readonly files?: { readonly ca?: string; readonly cert?: string; readonly key?: string }
  /** Whether the broker keeps our subscriptions and messages while we are away, which is the default, or forgets us. */
  readonly session?: 'kept' | 'forgotten'
  /** Published by the broker when we vanish. */
  readonly will?: { readonly topic: string; readonly payload: string }
}

/** Whether two settings log in alike. */
export function sameCredentials(one: BrokerSettings, other: BrokerSettings): boolean {
  const parts = ['username', 'password', 'ca', 'cert', 'key'] as const
  return parts.every((part) => one[part] === other[part])
}
