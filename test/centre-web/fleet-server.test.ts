import { describe, expect, it, onTestFinished } from 'vitest'
import { type FleetActs, watchFleet } from '../../src/centre/index.ts'
import { systemClock } from '../support/faces.ts'
import { well } from './fleet-stage.ts'
import { codeOf, stage } from './server-stage.ts'

const desk = 'vinh-long/quay-05'

/** A desk that is enrolled here, one that is not, and acts that only say what was asked of them. */
async function fleetStage() {
  const asked: string[] = []
  const fresh = { desk, code: 'AAAA-BBBB-CCCC-DDDD', until: 0 }
  const giving = (act: string) => async (short: string) => {
    asked.push(`${act} ${short}`)
    return fresh
  }
  const doing = (act: string) => async (short: string) => void asked.push(`${act} ${short}`)
  const acts: FleetActs = {
    desks: {
      ...{ code: giving('code'), replace: giving('replace'), unblock: giving('unblock') },
      ...{ block: doing('block'), stolen: doing('stolen'), wipe: doing('wipe') },
      move: async (short, to) => await giving('move')(`${short} ${to}`),
    },
    configuration: {
      check: async (source) => ({ problems: [], desks: [{ desk: `${source.length}`, change: 'new' }] }),
      push: async () => ({ revision: 7, desks: 1 }),
      pushes: async () => [],
    },
    bundles: {
      ask: async (of) => void asked.push(`bundle ${of}`),
      ...{ asked: () => [], kept: () => [], read: async () => Buffer.from('PK') },
    },
  }
  const books = new Map([[desk, { ends: Date.now() + 1e10, isBlocked: false }]])
  const watch = watchFleet({ known: [], clock: systemClock, enrolled: () => books })
  onTestFinished(() => watch.stop())
  watch.state('can-tho/quay-05', well)
  const opened = await stage({ fleet: { watch, acts } })
  return { ...opened, asked, cookie: await opened.signIn() }
}

const perDesk = ['replace', 'unblock', 'block', 'stolen', 'wipe'] as const

describe('what is asked of desks', () => {
  it.each([
    ...['/v1/fleet/code', '/v1/fleet/move', '/v1/fleet/bundle', '/v1/fleet/wave', '/v1/fleet/check', '/v1/fleet/push'],
    ...perDesk.map((act) => `/v1/fleet/${act}`),
  ])('at %s is asked by a signed-in operator or by nobody', async (path) => {
    const { post, asked } = await fleetStage()
    expect(await codeOf(await post(path, { desk, to: 'quay-07' }))).toBe('DB-WEB-014')
    expect(asked).toEqual([])
  })

  it.each(['/v1/fleet/work', '/goi-ho-tro.zip?name=x'])('at %s is seen by a signed-in operator only', async (path) => {
    const { at, cookie } = await fleetStage()
    expect((await fetch(at(path))).status).toBe(401)
    expect((await fetch(at(path), { headers: { cookie } })).status).toBe(200)
  })

  it.each(perDesk)(
    '%s reaches the desk of this centre by its short name, and no desk of another centre',
    async (act) => {
      const { post, asked, cookie } = await fleetStage()
      expect((await post(`/v1/fleet/${act}`, { desk }, { cookie })).status).toBe(200)
      expect(await codeOf(await post(`/v1/fleet/${act}`, { desk: 'can-tho/quay-05' }, { cookie }))).toBe('DB-CTR-047')
      expect(await codeOf(await post(`/v1/fleet/${act}`, { desk: 'vinh-long/quay-99' }, { cookie }))).toBe('DB-WEB-007')
      expect(asked).toEqual([`${act} quay-05`])
    },
  )

  it('move names where to', async () => {
    const { post, asked, cookie } = await fleetStage()
    const moved = await post('/v1/fleet/move', { desk, to: 'quay-07' }, { cookie })
    expect(await moved.json()).toMatchObject({ code: 'AAAA-BBBB-CCCC-DDDD' })
    expect(asked).toEqual(['move quay-05 quay-07'])
  })

  it('a configuration may be large, and nothing else may', async () => {
    const { post, cookie } = await fleetStage()
    const source = 'x'.repeat(400_000)
    const checked = await post('/v1/fleet/check', { source }, { cookie })
    expect(await checked.json()).toEqual({ problems: [], desks: [{ desk: '400000', change: 'new' }] })
    expect(await codeOf(await post('/v1/fleet/check', { source: source.repeat(4) }, { cookie }))).toBe('DB-WEB-005')
    expect(await codeOf(await post('/v1/fleet/bundle', { desk: source }, { cookie }))).toBe('DB-WEB-005')
  })

  it('a bundle is a file to be saved, never to be shown', async () => {
    const { at, cookie } = await fleetStage()
    const answer = await fetch(at('/goi-ho-tro.zip?name=vinh-long.quay-05.20261122-010203.zip'), {
      headers: { cookie },
    })
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="vinh-long\.quay-05\./)
  })
})
