import { describe, expect, it } from 'vitest'
import type { Asker } from '../../src/desk/index.ts'
import { application, otherApplication, page, startCardDesk } from './cards.fixture.ts'

/** A desk at which an application has asked, and the officer's answer to the window. */
async function startAsked(asker: Asker = application) {
  const desk = await startCardDesk()
  let answer: (word: 'refused' | 'agreed') => void = () => expect.unreachable()
  const askAs = (who: Asker, procedure = 'ho-tich') =>
    desk.cards.ask({ counter: '5', procedure, asker: who }, (given) => {
      answer = given
    })
  const reading = askAs(asker)
  return { ...desk, reading, askAs, says: (word: 'refused' | 'agreed') => answer(word) }
}

describe('an application that wants a card', () => {
  it('waits for the officer, and gets what was read and nobody else', async () => {
    const desk = await startAsked()
    expect(desk.state()).toBe('consent')
    desk.says('agreed')
    expect(desk.state()).toBe('waiting')
    await desk.scan()
    const { content } = desk.cards.content('5', desk.reading, application)
    expect(content).toMatchObject({ name: 'Trần Văn Bình' })
    expect(desk.cards.content('5', desk.reading, page).content).toEqual(content)
    const strangers: readonly Asker[] = [otherApplication, { ...application, user: '1001' }]
    for (const stranger of strangers) {
      expect(() => desk.cards.content('5', desk.reading, stranger)).toThrow('DB-CRD-206')
    }
    expect((await desk.facts())[0]?.data).toMatchObject({ via: 'application', procedure: 'ho-tich' })
  })

  it('gets nothing of a card that is read before the officer has answered', async () => {
    const desk = await startAsked()
    await desk.scan()
    expect(desk.cards.reading('5')).toMatchObject({ state: 'shown', content: { number: '079203000456' } })
    expect(() => desk.cards.content('5', desk.reading, application)).toThrow('DB-CRD-206')
    // An answer to a window of before is an answer to nothing.
    desk.says('agreed')
    expect(desk.state()).toBe('shown')
  })

  it('is not heard for a minute after it was refused; others are', async () => {
    const desk = await startAsked()
    desk.says('refused')
    expect(desk.cards.reading('5')).toMatchObject({ state: 'failed', error: { code: 'DB-CRD-204' } })
    expect(() => desk.askAs(application)).toThrow('DB-CRD-204')
    expect(() => desk.askAs(otherApplication)).not.toThrow()
    desk.says('refused')
    desk.clock.advance(60_000)
    expect(() => desk.askAs(application)).not.toThrow()
  })

  it('cannot disturb a reading that goes on, not even its own', async () => {
    const desk = await startAsked()
    expect(() => desk.askAs(application)).toThrow('DB-CRD-202')
    desk.says('agreed')
    expect(() => desk.askAs(otherApplication)).toThrow('DB-CRD-202')
    // The officer can.
    desk.ask()
    expect(desk.state()).toBe('waiting')
  })

  it('hears in time that nobody answers', async () => {
    const desk = await startAsked()
    desk.clock.advance(60_000)
    expect(desk.cards.reading('5')).toMatchObject({ state: 'failed', error: { code: 'DB-CRD-207' } })
    desk.says('agreed')
    expect(desk.state()).toBe('failed')
  })

  it('changes nothing where no window can be opened', async () => {
    const desk = await startCardDesk()
    const ask = () =>
      desk.cards.ask({ counter: '5', asker: application }, () => {
        throw new Error('no helper')
      })
    expect(ask).toThrow('no helper')
    expect(desk.state()).toBeUndefined()
  })
})
