import { describe, expect, it } from 'vitest'
import { enrolmentActs, startWiper } from '../../src/centre/index.ts'
import type { CommandArgs } from '../../src/contract/index.ts'
import { wipeWords } from '../../src/contract/index.ts'
import {
  askOrder,
  type DeskIdentity,
  enrolDesk,
  fullName,
  isSignedByCentre,
  renewIdentity,
  serialOf,
  tellForgotten,
} from '../../src/identity/index.ts'
import { keptLog, systemClock } from '../support/faces.ts'
import { until } from '../support/wait.ts'
import { type EnrollingCentre, newDeskFolder, startEnrollingCentre } from './enrolling-centre.ts'

const log = keptLog()
const desk = 'quay-05'

/** A PC with the name, enrolled from a code. */
async function enrol({ enrolment, url }: EnrollingCentre): Promise<DeskIdentity> {
  const { code } = await enrolment.code(desk)
  return await enrolDesk({ folder: newDeskFolder(), server: url, desk, code, log })
}

const renew = (identity: DeskIdentity) =>
  renewIdentity(identity, { folder: newDeskFolder(), log, prove: async () => undefined })

/** Carries orders out like a desk that has this identity, and gives what it did. */
function carryOut(centre: EnrollingCentre, identity: () => DeskIdentity) {
  const orders: CommandArgs<'desk.wipe'>[] = []
  const wiper = startWiper({
    enrolment: centre.enrolment,
    async command(_, draft) {
      if (draft.name !== 'desk.wipe') throw new Error(`unexpected ${draft.name}`)
      orders.push(draft.args)
      const isMeant = draft.args.certificates.includes(serialOf(identity()))
      return { id: '0', state: isMeant ? 'done' : 'refused', ...(isMeant ? {} : { error: 'other-certificate' }) }
    },
    clock: systemClock,
    log,
  })
  return { orders, stop: () => wiper.stop() }
}

describe('an order to forget everything', () => {
  it('is signed, is for one certificate, waits at the door for who was shut out, and is done when that one says so', async () => {
    const centre = await startEnrollingCentre()
    const stolen = await enrol(centre)
    expect(await askOrder(stolen)).toBeUndefined()
    await enrolmentActs(centre.enrolment).stolen(desk)
    const order = await askOrder(stolen)
    if (!order) throw new Error('no order')
    expect(order).toMatchObject({ reason: 'stolen', certificates: [serialOf(stolen)] })
    expect(isSignedByCentre(stolen, wipeWords(fullName(stolen), order), order)).toBe(true)
    expect(await centre.enrolment.desks()).toMatchObject([{ isToForget: true, denied: 'stolen' }])
    await tellForgotten(stolen)
    expect(await centre.enrolment.desks()).toMatchObject([{ isToForget: false, denied: 'stolen' }])
  })

  it('never reaches the PC that has taken the place of the one that is meant', async () => {
    const centre = await startEnrollingCentre()
    const old = await enrol(centre)
    const acts = enrolmentActs(centre.enrolment)
    await acts.wipe(desk)
    await acts.replace(desk)
    const fresh = await enrol(centre)
    const work = carryOut(centre, () => fresh)
    expect(await centre.enrolment.wipes()).toEqual([])
    expect(await askOrder(fresh)).toBeUndefined()
    expect(await askOrder(old)).toMatchObject({ certificates: [serialOf(old)] })
    expect((await renew(fresh)).generation).toBe(1)
    work.stop()
    expect(work.orders).toEqual([])
  })

  it('cannot be escaped by a renewal, and shuts the PC out when it is done', async () => {
    const centre = await startEnrollingCentre()
    const leaving = await enrol(centre)
    await enrolmentActs(centre.enrolment).wipe(desk)
    await expect(renew(leaving)).rejects.toMatchObject({ code: 'DB-IDN-009' })
    const work = carryOut(centre, () => leaving)
    await until('it has forgotten', async () => (await centre.enrolment.desks())[0]?.state === 'revoked')
    await until('that is in the books', async () => !(await centre.enrolment.desks())[0]?.isToForget)
    expect(await centre.enrolment.desks()).toMatchObject([{ denied: 'retired' }])
    work.stop()
  })

  it('is taken back when the desk is let in again; and who is not shut out cannot be', async () => {
    const centre = await startEnrollingCentre()
    const found = await enrol(centre)
    const acts = enrolmentActs(centre.enrolment)
    await expect(acts.unblock(desk)).rejects.toMatchObject({ code: 'DB-CTR-051' })
    await acts.block(desk)
    await acts.stolen(desk)
    expect(await askOrder(found)).toMatchObject({ reason: 'stolen' })
    const { code } = await acts.unblock(desk)
    expect(await askOrder(found)).toBeUndefined()
    await enrolDesk({ folder: newDeskFolder(), server: centre.url, desk, code, log })
    expect(await centre.enrolment.desks()).toMatchObject([{ state: 'enrolled', denied: undefined, isToForget: false }])
  })

  it('is nobody else’s business: who shows no certificate, or one of another centre, hears nothing', async () => {
    const [own, other] = [await startEnrollingCentre(), await startEnrollingCentre()]
    const stranger = await enrol(other)
    const known = await enrol(own)
    const shown = { server: own.url, ca: known.ca, cert: stranger.cert, key: stranger.key }
    await enrolmentActs(own.enrolment).stolen(desk)
    expect(await askOrder(shown)).toBeUndefined()
    await tellForgotten(shown)
    expect(await own.enrolment.desks()).toMatchObject([{ isToForget: true }])
  })
})
