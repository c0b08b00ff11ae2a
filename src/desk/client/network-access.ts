import type { PageCode } from './refusal.ts'

/** Whether this page may reach the PC that it is shown on. */
export type NetworkAccess = 'granted' | 'prompt' | 'denied' | 'unknown'

/** As much of a browser as is asked here; other programs have none of it. */
interface Surroundings {
  readonly navigator?: {
    readonly permissions?: { query(what: { readonly name: string }): Promise<{ readonly state: string }> }
    readonly userActivation?: { readonly isActive: boolean }
  }
  readonly self?: unknown
  readonly top?: unknown
}

const around = globalThis as unknown as Surroundings

/**
 * What Chromium says about Local Network Access, under its newer or its older name. Browsers that know neither do not
 * ask anybody, and are `unknown`.
 */
export async function networkAccess(): Promise<NetworkAccess> {
  for (const name of ['loopback-network', 'local-network-access']) {
    try {
      const { state } = (await around.navigator?.permissions?.query({ name })) ?? {}
      if (state === 'granted' || state === 'prompt' || state === 'denied') return state
    } catch {
      // This browser does not know the name.
    }
  }
  return 'unknown'
}

/**
 * Why the page should not even try. A request at page load would make the browser ask a person who does not know what
 * for; the answer would be no, and stay so.
 */
export async function accessProblem(): Promise<PageCode | undefined> {
  switch (await networkAccess()) {
    case 'denied':
      return around.self === around.top ? 'access-denied' : 'frame-not-allowed'
    case 'prompt':
      return around.navigator?.userActivation?.isActive === false ? 'click-needed' : undefined
    default:
      return undefined
  }
}
