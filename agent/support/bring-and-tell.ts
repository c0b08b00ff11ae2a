import type { Audience } from '../changes.ts'

/** Who brings a bundle, and who hears of it. */
export interface BringOptions {
  readonly support?: (upload: string) => Promise<string | undefined>
  readonly audience: Pick<Audience, 'tell'>
  readonly counters: readonly { readonly id: string }[]
}

/** Brings a support bundle to the centre; gives why not. Officers are told of everything that leaves their desk. */
export async function bringAndTell(
  upload: string,
  { support, audience, counters }: BringOptions,
): Promise<string | undefined> {
  const refusal = support ? await support(upload) : 'not-enrolled'
  if (refusal !== undefined) return refusal
  for (const { id } of counters) {
    audience.tell({ kind: 'notice', counter: id, text: 'page.support.taken', args: {} })
  }
  return undefined
}
