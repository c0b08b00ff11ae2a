import type { Json } from '../../src/contract/index.ts'
import { bundleOfRunning, type RunningBundleOptions } from '../support/of-running.ts'

/** The support bundle of this desk, for a page to save: its name, and its bytes in base64. */
export async function bundleForPage(options: RunningBundleOptions): Promise<Json> {
  const { name, zip } = await bundleOfRunning(options)
  return { name, zip: Buffer.from(zip).toString('base64') }
}
