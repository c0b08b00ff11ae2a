import { type Log, toDeskError } from '../../src/core/index.ts'
import { bringBundle, IdentityFolder } from '../../src/identity/index.ts'

/** Brings support bundles to the centre that asks for them. */
export interface BundleCarrier {
  /** Makes one and brings it, for the centre's name of it; gives a code or word of why not. */
  bring(upload: string): Promise<string | undefined>
}

/** What carrying needs. */
export interface BundleCarrierOptions {
  readonly dataFolder: string
  /** The bundle, once the desk works; undefined before. */
  make(): Promise<{ readonly zip: Uint8Array }> | undefined
  readonly log: Log
}

/** One bundle at a time: it reads the whole journal. */
export function carryBundles({ dataFolder, make, log }: BundleCarrierOptions): BundleCarrier {
  let isBusy = false
  const carry = async (upload: string) => {
    const identity = new IdentityFolder(dataFolder).read()
    if (!identity) return 'not-enrolled'
    const made = make()
    if (!made) return 'not-ready'
    const { zip } = await made
    await bringBundle(identity, upload, zip)
    log.info('a support bundle was brought to the centre', { bytes: zip.length })
    return undefined
  }
  return {
    async bring(upload) {
      if (isBusy) return 'busy'
      isBusy = true
      try {
        return await carry(upload)
      } catch (error) {
        const coded = toDeskError(error, 'DB-SUP-003')
        log.warn(coded.message, { code: coded.code })
        return coded.code
      } finally {
        isBusy = false
      }
    },
  }
}
