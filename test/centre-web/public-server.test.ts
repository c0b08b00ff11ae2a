import { describe, expect, it } from 'vitest'
import { fakeClock } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import { placeOf } from './hall-plan.ts'
import { codeOf, heard, place, service, stage } from './server-stage.ts'
import { password } from './stage.ts'

describe('a ticket', () => {
  it('is given for a field, with how many are before it', async () => {
    const { post } = await stage()
    await post('/v1/issue', { field: 'ho-tich' })
    const second = await post('/v1/issue', { field: 'ho-tich', priority: true })
    expect(await second.json()).toEqual({ ticket: 'B002', field: 'ho-tich', priority: true, ahead: 1 })
    expect((await post('/v1/issue', { field: 'nothing' })).ok).toBe(false)
  })

  it('can be looked at by its number, in whatever letters', async () => {
    const { post, at, hall } = await stage()
    await post('/v1/issue', { field: 'ho-tich' })
    const look = async (ticket: string) => await (await fetch(at(`/v1/ticket?ticket=${ticket}`))).json()
    expect(await look('b001')).toEqual({ ticket: 'B001', state: 'waiting', label: null, ahead: 0 })
    hall.call(place, 'B001')
    expect(await look('B001')).toMatchObject({ state: 'called', label: '5' })
    expect(await look('B999')).toMatchObject({ code: 'DB-WEB-007' })
  })
})

describe('a picture', () => {
  it('comes whole at first, and again when something changed', async () => {
    const { socket, hall } = await stage()
    const page = heard(socket('/v1/board'))
    await until('the first picture', () => page.all.length === 1)
    hall.call(place, 'A012')
    await until('the second', () => page.all.length === 2)
    expect(page.all.map((message) => 'number' in message && message.number)).toEqual([1, 2])
    expect(page.all[1]).toMatchObject({ view: { calls: [{ ticket: 'A012', label: '5' }] } })
  })

  it('is not sent again to a page that comes back and has it', async () => {
    const { socket } = await stage()
    const first = heard(socket('/v1/board'))
    await until('the picture', () => first.all.length === 1)
    const [picture] = first.all
    if (picture?.kind !== 'view') throw new Error('no picture')
    const again = heard(socket(`/v1/board?life=${picture.life}&after=${picture.number}`))
    const stranger = heard(socket(`/v1/board?life=other&after=${picture.number}`))
    await until('both', () => again.all.length === 1 && stranger.all.length === 1)
    expect(again.all[0]?.kind).toBe('same')
    expect(stranger.all[0]?.kind).toBe('view')
  })

  it('has neither names of officers nor anything of ratings for the public', async () => {
    const { socket, hall } = await stage()
    const page = heard(socket('/v1/board'))
    hall.arm(place, service)
    await until('the picture', () => page.all.length > 0)
    expect(JSON.stringify(page.all)).not.toMatch(/cb-an|Nguyễn|rating|019ab3f0/)
  })

  it('is followed by a hundred viewers within a second, and by no more', async () => {
    const { socket, pair, hall } = await stage()
    const pages = Array.from({ length: 100 }, () => heard(socket('/v1/board')))
    await until('all', () => pages.every(({ all }) => all.length === 1))
    const oneMore = heard(socket('/v1/board'))
    await until('the refusal', () => oneMore.refused === 503)
    // The screens at the counters have places of their own.
    const pad = heard(socket(`/v1/pad?place=${place}`, { cookie: await pair() }))
    await until('the pad', () => pad.all.length === 1)
    const times: number[] = []
    for (const round of [2, 3, 4]) {
      const begun = performance.now()
      hall.call(place, `A01${round}`)
      await until('all again', () => pages.every(({ all }) => all.length === round))
      times.push(performance.now() - begun)
    }
    // The quickest of three: the limit is for the server, not for how busy the machine of a test is.
    expect(Math.min(...times)).toBeLessThan(1_000)
  })

  it('is bounded for one address, so that one machine cannot take all places', async () => {
    const { socket } = await stage({ viewers: { total: 100, perAddress: 2 } })
    const pages = [heard(socket('/v1/board')), heard(socket('/v1/board'))]
    await until('two', () => pages.every(({ all }) => all.length === 1))
    const third = heard(socket('/v1/board'))
    await until('the refusal', () => third.refused === 503)
  })

  it('tells by its pulse that the centre is there, and a page that talks is cut', async () => {
    const clock = fakeClock()
    const { socket } = await stage({ clock })
    const page = heard(socket('/v1/board'))
    const talking = socket('/v1/board')
    const cut = heard(talking)
    await until('both', () => page.all.length === 1 && cut.all.length === 1)
    clock.advance(4_000)
    await until('the pulse', () => page.all.at(-1)?.kind === 'pulse')
    talking.send('hello')
    await until('the end', () => cut.closed === 1_008)
  })

  it.each([
    ['/v1/board', { origin: 'http://evil.example' }, 403],
    ['/v1/office', {}, 401],
    [`/v1/pad?place=${place}`, {}, 403],
    ['/v1/pad?place=no/such', {}, 404],
    ['/v1/nothing', {}, 404],
  ])('at %s is refused to whom it is not for', async (path, headers, status) => {
    const { socket } = await stage()
    const page = heard(socket(path, headers))
    await until('the refusal', () => page.refused === status)
  })
})

describe('a rating screen', () => {
  it('rates for its counter, and nobody else does', async () => {
    const { post, pair, hall } = await stage()
    hall.arm(place, service)
    const press = { place, service, level: 4 }
    expect(await codeOf(await post('/v1/rate', press))).toBe('DB-WEB-016')
    const cookie = await pair()
    expect((await post('/v1/rate', press, { cookie })).status).toBe(200)
    expect((await post('/v1/rate', { ...press, question: 'thai-do' }, { cookie })).status).toBe(200)
    const elsewhere = { ...press, place: placeOf(6) }
    expect(await codeOf(await post('/v1/rate', elsewhere, { cookie }))).toBe('DB-WEB-016')
    expect(hall.presses).toEqual([
      { place, service, level: 4 },
      { place, service, level: 4, question: 'thai-do' },
    ])
  })

  it('cannot press what it was not shown', async () => {
    const { post, pair, hall } = await stage()
    const cookie = await pair()
    const press = async (body: object) =>
      await codeOf(await post('/v1/rate', { place, service, level: 1, ...body }, { cookie }))
    expect(await press({})).toBe('DB-WEB-018')
    hall.arm(place, service)
    expect(await press({ service: 'another' })).toBe('DB-WEB-018')
    expect(await press({ level: 6 })).toBe('DB-WEB-006')
    expect(await press({ level: 0 })).toBe('DB-WEB-006')
    expect(await press({ question: 'nothing' })).toBe('DB-WEB-006')
    hall.online(place, false)
    expect(await press({})).toBe('DB-WEB-018')
    expect(hall.presses).toEqual([])
  })

  it('hears that a press was not recorded', async () => {
    const { post, pair, hall } = await stage()
    const cookie = await pair()
    hall.arm(place, service)
    hall.failPresses(true)
    const refused = await post('/v1/rate', { place, service, level: 3 }, { cookie })
    expect(refused.status).toBe(409)
    expect(await codeOf(refused)).toBe('DB-CTR-003')
  })

  it('is cut at once when it is unpaired', async () => {
    const { post, pair, signIn, socket } = await stage()
    const cookie = await pair()
    const pad = heard(socket(`/v1/pad?place=${place}`, { cookie }))
    await until('the picture', () => pad.all.length === 1)
    await post('/v1/pad-revoke', { place }, { cookie: await signIn() })
    await until('the end', () => pad.closed === 4_003)
    expect(await codeOf(await post('/v1/rate', { place, service, level: 3 }, { cookie }))).toBe('DB-WEB-016')
  })

  it('is asked in bare numbers where its desk has another level set', async () => {
    const { pair, socket, hall } = await stage()
    const cookie = await pair()
    hall.armAs(place, { service, scale: '3-2024', of: 3 })
    const pad = heard(socket(`/v1/pad?place=${place}`, { cookie }))
    await until('the picture', () => pad.all.length === 1)
    expect(pad.all[0]).toMatchObject({
      view: {
        rating: {
          questions: [{ id: null, words: null }],
          levels: Array(3).fill({ face: null, label: null }),
        },
      },
    })
  })

  it('keeps its pairing in a cookie that no script reads and no other site sends', async () => {
    const { post } = await stage()
    const response = await post('/v1/sign-in', { password })
    expect(response.headers.get('set-cookie')).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
  })

  it('is still paired after the centre was started anew', async () => {
    const folder = temporaryFolder()
    const first = await stage({ folder })
    const cookie = await first.pair()
    const second = await stage({ folder })
    const look = await fetch(second.at(`/v1/paired?place=${place}`), { headers: { cookie } })
    expect(await look.json()).toEqual({ paired: true, label: '5' })
  })
})
