import { describe, expect, it } from 'vitest'
import { makeOpeningKey, publicHalf } from '../../src/seal/index.ts'
import { application, binh, opened, page, sealing, service, startCardDesk } from './cards.fixture.ts'
import { shownFor } from './reading.ts'

const whole = (reading: string) => ({ counter: '5', reading, asker: page })

describe('a card that is held to the scanner', () => {
  it('is on disk under seal before it is seen, and the fact tells nothing of its holder', async () => {
    const desk = await startCardDesk()
    await desk.scan()
    const [fact] = await desk.facts()
    expect(fact).toMatchObject({
      type: 'deskbridge.card.read',
      subject: 'counter/5',
      source: '/vinh-long/quay-05/scanner-1',
      data: { source: 'qr', card: 'cccd', fields: ['number'], officer: 'cb-an' },
    })
    expect(fact?.data.verdicts).toEqual({ read: 'whole', unaltered: 'unknown', issuer: 'not-verified' })
    expect(JSON.stringify(fact)).not.toMatch(/079203000456|Bình|2003-11|Đường/)
    expect(await opened(fact)).toEqual({ number: '079203000456' })
    expect(desk.cards.reading('5')).toMatchObject({ state: 'shown', isKept: true, content: { number: binh.number } })
  })

  it('is cut to what the procedure may take, on the page as in the fact', async () => {
    const desk = await startCardDesk()
    const reading = desk.ask('ho-tich')
    expect(desk.state()).toBe('waiting')
    await desk.scan()
    const taken = { name: 'Trần Văn Bình', birthDate: '2003-11-07', number: '079203000456' }
    const { counter, asker } = whole(reading)
    expect(desk.cards.content(counter, reading, asker).content).toEqual(taken)
    const [fact] = await desk.facts()
    expect(fact?.data).toMatchObject({ procedure: 'ho-tich', fields: ['name', 'birthDate', 'number'], via: 'screen' })
    expect(await opened(fact)).toEqual(taken)
  })

  it('gives the number alone where the centre decided nothing, and nothing where a procedure may take nothing', async () => {
    const silent = await startCardDesk({ decided: { sealing } })
    await silent.scan()
    expect(silent.cards.reading('5')).toMatchObject({ content: { number: '079203000456' } })
    const asking = await startCardDesk()
    asking.ask('hoi-dap')
    await asking.scan()
    expect(asking.cards.reading('5')).toMatchObject({ state: 'shown', content: {} })
    const [fact] = await asking.facts()
    expect(fact?.data).toMatchObject({ fields: [] })
    expect(fact?.data).not.toHaveProperty('sealed')
    expect(asking.notices).toEqual([])
  })

  it('for a procedure that the centre does not name is not even waited for', async () => {
    const desk = await startCardDesk()
    expect(() => desk.ask('xem-cho-vui')).toThrow('DB-CRD-201')
    expect(desk.state()).toBeUndefined()
  })
})

describe('a desk that cannot seal', () => {
  it.each([
    ['no key', { cards: undefined, sealing: undefined }, 'DB-SEA-008'],
    ['a key that nobody signed', { sealing: publicHalf(makeOpeningKey()) }, 'DB-SEA-007'],
    [
      'a key under the signature of another',
      { sealing: { ...sealing, ...publicHalf(makeOpeningKey()) } },
      'DB-SEA-007',
    ],
  ])(
    'because it has %s keeps nothing of the holder, says so, and shows the card all the same',
    async (_, decided, code) => {
      const desk = await startCardDesk({ decided: JSON.parse(JSON.stringify(decided)) })
      await desk.scan()
      const [fact] = await desk.facts()
      expect(fact?.data).toMatchObject({ source: 'qr', fields: [] })
      expect(fact?.data).not.toHaveProperty('sealed')
      expect(desk.notices).toEqual([code])
      expect(desk.log.lines).toMatchObject([{ level: 'warn', fields: { code, counter: '5' } }])
      expect(desk.cards.reading('5')).toMatchObject({ state: 'shown', isKept: false, content: { number: binh.number } })
    },
  )

  it('believes its broker where it was given no key of its centre', async () => {
    const { signature: _, ...unsigned } = sealing
    const desk = await startCardDesk({ decided: { sealing: unsigned }, trusted: [] })
    await desk.scan()
    expect(await opened((await desk.facts())[0])).toEqual({ number: '079203000456' })
  })

  it('or cannot write shows nothing, and says why', async () => {
    const desk = await startCardDesk({ commit: () => Promise.reject(new Error('disk')) })
    await expect(desk.scan()).rejects.toMatchObject({ code: 'DB-JRN-002' })
    expect(desk.cards.reading('5')).toMatchObject({ state: 'failed', error: { code: 'DB-JRN-002' } })
    expect(desk.notices).toEqual(['DB-JRN-002'])
  })
})

describe('what was read of a card', () => {
  it('is forgotten five minutes later', async () => {
    const desk = await startCardDesk()
    await desk.scan()
    desk.clock.advance(shownFor - 1_000)
    expect(desk.state()).toBe('shown')
    const before = desk.changes.length
    desk.clock.advance(1_000)
    expect(desk.state()).toBeUndefined()
    expect(desk.changes.length).toBe(before + 1)
  })

  it('is not there when the PC wakes up after more than that, though no timer ran meanwhile', async () => {
    const desk = await startCardDesk()
    await desk.scan()
    const reading = desk.cards.reading('5')?.id ?? ''
    desk.clock.stepWall(shownFor)
    expect(desk.state()).toBeUndefined()
    expect(() => desk.cards.content('5', reading, page)).toThrow('DB-CRD-206')
    // And the page is told within a second.
    const before = desk.changes.length
    desk.clock.advance(1_000)
    expect(desk.changes.length).toBe(before + 1)
  })

  it('is forgotten when somebody else sits down, and when the visit ends', async () => {
    const desk = await startCardDesk()
    await desk.scan()
    desk.sits({ officer: { name: 'cb-binh', proven: true } })
    expect(desk.state()).toBeUndefined()
    await desk.scan()
    // A card that was read before the visit began belongs to it.
    desk.sits({ service: service('first') })
    expect(desk.state()).toBe('shown')
    desk.sits({ service: null })
    expect(desk.state()).toBeUndefined()
    await desk.scan()
    desk.sits({ officer: null })
    expect(desk.state()).toBeUndefined()
  })

  it('is forgotten when a chip is lifted off its reader; a code leaves no reader', async () => {
    const desk = await startCardDesk()
    await desk.scan()
    desk.cards.left('5')
    expect(desk.state()).toBe('shown')
    await desk.scan({ ...binh, source: 'chip' })
    desk.cards.left('5')
    expect(desk.state()).toBeUndefined()
  })

  it('does not come back to the page when it was taken away while it was being written', async () => {
    const gate = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const desk = await startCardDesk({
      async commit(write) {
        begun.resolve()
        await gate.promise
        await write()
      },
    })
    const scanning = desk.scan()
    await begun.promise
    desk.cards.clear('5')
    gate.resolve()
    await scanning
    expect(desk.state()).toBeUndefined()
    expect(await desk.facts()).toHaveLength(1)
  })

  it('makes room for the next card', async () => {
    const desk = await startCardDesk()
    await desk.scan()
    await desk.scan({ ...binh, number: '001199000123' })
    expect(desk.cards.reading('5')).toMatchObject({ content: { number: '001199000123' } })
    expect(await desk.facts()).toHaveLength(2)
  })

  it('of one reading is not taken away in the name of another', async () => {
    const desk = await startCardDesk()
    await desk.scan()
    desk.cards.clear('5', 'another')
    expect(desk.state()).toBe('shown')
    desk.cards.clear('5', desk.cards.reading('5')?.id)
    expect(desk.state()).toBeUndefined()
  })
})

it('a card that does not come is given up after a minute', async () => {
  const desk = await startCardDesk()
  desk.ask()
  desk.clock.advance(60_000)
  expect(desk.cards.reading('5')).toMatchObject({ state: 'failed', error: { code: 'DB-CRD-203' } })
  // One that comes later is a card that nobody asked for.
  await desk.scan()
  expect((await desk.facts())[0]?.data).not.toHaveProperty('via')
  expect(() => desk.cards.content('5', desk.cards.reading('5')?.id ?? '', application)).toThrow('DB-CRD-206')
})
