import { request } from 'node:https'
import { describe, expect, it } from 'vitest'
import { readRequest } from '../../src/centre/enrolment/request.ts'
import { certificateRequest, enrolDesk, makeDeskKey } from '../../src/identity/index.ts'
import { fakeClock, keptLog } from '../support/faces.ts'
import { newDeskFolder, startEnrollingCentre } from './enrolling-centre.ts'

const log = keptLog()
const desk = 'quay-05'
const wrong = '0000-0000-0000-0000'
const minute = 60_000

/** What a PC asks for under a name. */
const asking = (name: string) => readRequest(Buffer.from(certificateRequest(name, makeDeskKey())).toString('base64'))

/** The status of one question to the server, without any client of ours. */
function statusOf(url: string, method: string, path: string, body = '', login?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = login === undefined ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }
    const asked = request(new URL(path, url), { method, headers, rejectUnauthorized: false, agent: false }, (reply) => {
      reply.resume().once('end', () => resolve(reply.statusCode))
    })
    asked.once('error', reject)
    asked.end(body)
  })
}

describe('a one-time code', () => {
  it('is locked by five wrong tries, so that the right one comes too late', async () => {
    const { enrolment } = await startEnrollingCentre()
    const { code } = await enrolment.code(desk)
    const own = await asking('vinh-long/quay-05')
    for (let tries = 0; tries < 5; tries++)
      await expect(enrolment.enrol(desk, wrong, own)).rejects.toMatchObject({ code: 'DB-CTR-044' })
    await expect(enrolment.enrol(desk, code, own)).rejects.toMatchObject({ code: 'DB-CTR-044' })
    const fresh = await enrolment.code(desk)
    expect(await enrolment.enrol(desk, fresh.code, own)).toContain('BEGIN CERTIFICATE')
  })

  it('still counts after four wrong tries, and tries that come all at once are counted each', async () => {
    const { enrolment } = await startEnrollingCentre()
    const own = await asking('vinh-long/quay-05')
    const first = await enrolment.code(desk)
    for (let tries = 0; tries < 4; tries++) await enrolment.enrol(desk, wrong, own).catch(() => undefined)
    expect(await enrolment.enrol(desk, first.code, own)).toContain('BEGIN CERTIFICATE')
    const second = await enrolment.code(desk)
    await Promise.allSettled(Array.from({ length: 10 }, () => enrolment.enrol(desk, wrong, own)))
    await expect(enrolment.enrol(desk, second.code, own)).rejects.toMatchObject({ code: 'DB-CTR-044' })
  })

  it('lasts 15 minutes', async () => {
    const clock = fakeClock()
    const { enrolment } = await startEnrollingCentre({ clock })
    const { code } = await enrolment.code(desk)
    clock.advance(15 * minute)
    const late = enrolment.enrol(desk, code, await asking('vinh-long/quay-05'))
    await expect(late).rejects.toMatchObject({ code: 'DB-CTR-044' })
    expect(await enrolment.proveWords(desk)).toBeUndefined()
  })

  it('is good for its desk and for no other name, neither of the login nor of the request', async () => {
    const { enrolment } = await startEnrollingCentre()
    const { code } = await enrolment.code(desk)
    await enrolment.code('quay-06')
    const other = await asking('vinh-long/quay-06')
    await expect(enrolment.enrol('quay-06', code, other)).rejects.toMatchObject({ code: 'DB-CTR-044' })
    for (const name of ['vinh-long/quay-06', 'vinh-long/+', 'centre', 'vinh-long/all', ''])
      await expect(enrolment.enrol(desk, code, await asking(name)), name).rejects.toMatchObject({ code: 'DB-CTR-045' })
  })

  it('is used up by one of two that come with it at once', async () => {
    const { enrolment } = await startEnrollingCentre()
    const { code } = await enrolment.code(desk)
    const both = [await asking('vinh-long/quay-05'), await asking('vinh-long/quay-05')]
    const came = await Promise.allSettled(both.map((one) => enrolment.enrol(desk, code, one)))
    expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the enrolment server', () => {
  it('gives nothing to who shows nothing, asks nonsense, or has no name that a desk can have', async () => {
    const { url, enrolment } = await startEnrollingCentre()
    await enrolment.code(desk)
    const est = '/.well-known/est'
    expect(await statusOf(url, 'POST', `${est}/simpleenroll`)).toBe(401)
    expect(await statusOf(url, 'POST', `${est}/simpleenroll`, 'x', `${desk}:${wrong}`)).toBe(400)
    expect(await statusOf(url, 'POST', `${est}/simpleenroll`, 'A'.repeat(20_000), `${desk}:${wrong}`)).toBe(400)
    expect(await statusOf(url, 'POST', `${est}/simplereenroll`, 'x')).toBe(403)
    expect(await statusOf(url, 'POST', '/.well-known/deskbridge/in-use')).toBe(403)
    expect(await statusOf(url, 'GET', '/.well-known/deskbridge/trust?desk=../quay-05')).toBe(401)
    expect(await statusOf(url, 'GET', '/.well-known/deskbridge/trust?desk=quay-99')).toBe(404)
    expect(await statusOf(url, 'GET', `${est}/csrattrs`)).toBe(204)
    expect(await statusOf(url, 'GET', '/')).toBe(404)
  })

  it('can be one of somebody else: then its authority, the broker and the name of the centre are given', async () => {
    const { url, enrolment } = await startEnrollingCentre()
    const { code } = await enrolment.code(desk)
    const { servers, desks } = enrolment.authorities
    const foreign = { centre: 'vinh-long', broker: 'mqtts://127.0.0.1:8883', root: 'deskbridge/1', signingKeys: [] }
    const order = { folder: newDeskFolder(), server: url, desk, code, log }
    const strange = enrolDesk({ ...order, foreign: { ...foreign, ca: desks.certificate } })
    await expect(strange).rejects.toMatchObject({ code: 'DB-IDN-004' })
    const identity = await enrolDesk({ ...order, foreign: { ...foreign, ca: servers.certificate } })
    expect(identity).toMatchObject({ centre: 'vinh-long', desk, ca: servers.certificate })
  })
})
