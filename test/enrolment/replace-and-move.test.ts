import { connectAsync } from 'mqtt'
import { describe, expect, it } from 'vitest'
import { type DeskIdentity, renewIdentity } from '../../src/identity/index.ts'
import { keptLog } from '../support/faces.ts'
import { has } from '../support/processes.ts'
import { centreCommand } from './centre-command.ts'
import { newDeskFolder } from './enrolling-centre.ts'
import { idsOf, newPc, press, untilDelivered, untilError } from './pc.ts'
import { type Site, startSite } from './site.ts'

const minutes = 60_000

/** One act of IT on the command line; gives the code that it printed. */
async function codeFrom({ place }: Site, name: string, ...args: readonly string[]): Promise<string> {
  const { out } = await centreCommand(place.folder, name, ...args)
  return out[0] ?? ''
}

/** Neither the broker nor the centre takes a certificate any more. */
async function expectWorthless(identity: DeskIdentity): Promise<void> {
  const { broker, ca, cert, key } = identity
  const knocking = connectAsync(broker, { ca, cert, key, clientId: 'x', reconnectPeriod: 0 }, false)
  await expect(knocking).rejects.toThrow()
  const options = { folder: newDeskFolder(), log: keptLog(), prove: async () => undefined }
  await expect(renewIdentity(identity, options)).rejects.toMatchObject({ code: 'DB-IDN-009' })
}

const all = ({ applied }: Site) => [...applied.values()].flat()

describe.runIf(has('mosquitto'))('a PC at a counter', () => {
  it(
    'that is replaced is refused, nothing is claimed of what it had not sent, and the new one delivers',
    async () => {
      const site = await startSite()
      const { place } = site
      const [old, fresh] = [newPc('quay-05'), newPc('quay-05')]
      const was = await old.enrol(place, 'quay-05', await codeFrom(site, 'code', '--desk', 'quay-05'))
      const dying = await old.start()
      await press(dying)
      await untilDelivered(dying)
      const sent = site.applied.get('vinh-long/quay-05') ?? []
      expect(sent.length).toBeGreaterThan(0)

      const code = await codeFrom(site, 'replace', '--desk', 'quay-05')
      await untilError(dying, 'DB-LNK-017')
      await press(dying)
      await expectWorthless(was)
      await fresh.enrol(place, 'quay-05', code)
      const working = await fresh.start()
      await press(working)
      await untilDelivered(working)
      const delivered = site.applied.get('vinh-long/quay-05') ?? []
      expect(delivered.slice(0, sent.length)).toEqual(sent)
      expect(delivered).toEqual(expect.arrayContaining([...(await idsOf(working))]))

      // What the old one kept is still its own, and nobody has said that it arrived.
      const unsent = (await idsOf(dying)).filter((id) => !sent.includes(id))
      expect(unsent.length).toBeGreaterThan(0)
      expect(all(site).filter((id) => unsent.includes(id))).toEqual([])
      expect((await dying.agent.status()).journal.backlog).toBe(unsent.length)
      await expectWorthless(was)
      expect((await centreCommand(place.folder, 'enrolled')).out.join('\n')).toContain('quay-05: certificate until')
    },
    10 * minutes,
  )

  it(
    'that moves is refused under its old name, and delivers under the new one what it had not sent',
    async () => {
      const site = await startSite()
      const { place } = site
      const pc = newPc('quay-05')
      const was = await pc.enrol(place, 'quay-05', await codeFrom(site, 'code', '--desk', 'quay-05'))
      const before = await pc.start()
      await press(before)
      await untilDelivered(before)

      const code = await codeFrom(site, 'move', '--desk', 'quay-05', '--to', 'quay-07')
      await untilError(before, 'DB-LNK-017')
      await press(before)
      await expectWorthless(was)
      const unsent = (await idsOf(before)).filter((id) => !all(site).includes(id))
      expect(unsent.length).toBeGreaterThan(0)
      await before.stop()
      pc.rename('quay-07')
      await pc.enrol(place, 'quay-07', code)
      const after = await pc.start()
      await press(after)
      await untilDelivered(after)
      expect(site.applied.get('vinh-long/quay-07')).toEqual(expect.arrayContaining(unsent))
      expect(all(site)).toEqual(expect.arrayContaining([...(await idsOf(after))]))
      expect(new Set(all(site)).size).toBe(all(site).length)
      const told = (await centreCommand(place.folder, 'enrolled')).out.join('\n')
      expect(told).toContain('quay-05: shut out (moved)')
      expect(told).toContain('quay-07: certificate until')
    },
    10 * minutes,
  )

  it('does not move onto the name of one that works, and who is not there cannot be replaced', async () => {
    const site = await startSite()
    for (const desk of ['quay-05', 'quay-07'])
      await newPc(desk).enrol(site.place, desk, await codeFrom(site, 'code', '--desk', desk))
    const move = centreCommand(site.place.folder, 'move', '--desk', 'quay-05', '--to', 'quay-07')
    await expect(move).rejects.toMatchObject({ code: 'DB-CTR-050' })
    const replace = centreCommand(site.place.folder, 'replace', '--desk', 'quay-09')
    await expect(replace).rejects.toMatchObject({ code: 'DB-CTR-047' })
    expect((await site.place.enrolment.desks()).map(({ state }) => state)).toEqual(['enrolled', 'enrolled'])
  })
})
