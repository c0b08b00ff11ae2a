import { describe, expect, it } from 'vitest'
import { carryBundles } from '../../agent/support/for-centre.ts'
import { type BundleCollector, collectBundles, openBundleShelf } from '../../src/centre/index.ts'
import type { CommandResult } from '../../src/contract/index.ts'
import { bringBundle, enrolDesk, IdentityFolder } from '../../src/identity/index.ts'
import { keptLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { startEnrollingCentre } from './enrolling-centre.ts'

const log = keptLog()
const zip = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(3_000_000, 7)])

/** A centre that has asked a desk for its bundle, and that desk. */
async function askedDesk() {
  const uploads = new Map<string, string>()
  const bundles: BundleCollector = collectBundles({
    shelf: openBundleShelf(temporaryFolder()),
    command(desk, draft) {
      if (draft.name === 'desk.support') uploads.set(desk, draft.args.upload)
      return Promise.withResolvers<CommandResult>().promise
    },
    ...{ clock: systemClock, random: systemRandom, log },
  })
  const centre = await startEnrollingCentre({ bundles })
  const enrol = async (desk: string) => {
    const data = temporaryFolder()
    const { code } = await centre.enrolment.code(desk)
    const folder = new IdentityFolder(data)
    return { data, identity: await enrolDesk({ folder, server: centre.url, desk, code, log }) }
  }
  const { data, identity } = await enrol('quay-05')
  await bundles.ask('vinh-long/quay-05')
  const upload = uploads.get('vinh-long/quay-05') ?? ''
  const carrier = carryBundles({ dataFolder: data, make: async () => ({ zip }), log })
  return { centre, enrol, bundles, identity, upload, carrier }
}

describe('a support bundle at the door of the centre', () => {
  it('is taken from the desk that was asked for it, whatever a message of MQTT may hold', async () => {
    const { bundles, carrier, upload } = await askedDesk()
    expect(await carrier.bring(upload)).toBeUndefined()
    const [kept] = bundles.kept()
    expect(kept).toMatchObject({ desk: 'vinh-long/quay-05', bytes: zip.length })
    expect(Buffer.from(await bundles.read(kept?.name ?? '')).equals(zip)).toBe(true)
    // It was asked for once.
    expect(await carrier.bring(upload)).toBe('DB-IDN-009')
  })

  it('is not taken unasked, of another desk, or too large', async () => {
    const { bundles, identity, upload, enrol } = await askedDesk()
    const refused = { code: 'DB-IDN-009' }
    await expect(bringBundle(identity, 'something', zip)).rejects.toMatchObject(refused)
    const neighbour = await enrol('quay-06')
    await expect(bringBundle(neighbour.identity, upload, zip)).rejects.toMatchObject(refused)
    await expect(bringBundle(identity, upload, Buffer.concat([zip, zip]))).rejects.toMatchObject(refused)
    await expect(bringBundle(identity, upload, Buffer.from('no zip'))).rejects.toMatchObject(refused)
    expect(bundles.kept()).toEqual([])
  })

  it('is not taken from a desk that was shut out meanwhile', async () => {
    const { centre, bundles, carrier, upload } = await askedDesk()
    await centre.enrolment.revoke('quay-05')
    expect(await carrier.bring(upload)).toBe('DB-IDN-009')
    expect(bundles.kept()).toEqual([])
  })

  it('is not made by a desk that was never enrolled, or has just been started, or is making one', async () => {
    const unknown = carryBundles({ dataFolder: temporaryFolder(), make: async () => ({ zip }), log })
    expect(await unknown.bring('x')).toBe('not-enrolled')
    const upload = 'x'
    const data = temporaryFolder()
    const centre = await startEnrollingCentre()
    const { code } = await centre.enrolment.code('quay-05')
    await enrolDesk({ folder: new IdentityFolder(data), server: centre.url, desk: 'quay-05', code, log })
    expect(await carryBundles({ dataFolder: data, make: () => undefined, log }).bring(upload)).toBe('not-ready')
    const making = Promise.withResolvers<{ zip: Uint8Array }>()
    const busy = carryBundles({ dataFolder: data, make: () => making.promise, log })
    const first = busy.bring(upload)
    expect(await busy.bring(upload)).toBe('busy')
    making.reject(new Error('no disk'))
    expect(await first).toBe('DB-SUP-003')
  })
})
