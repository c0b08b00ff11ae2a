import { describe, expect, it } from 'vitest'
import { deskOf, openTestHall, serviceOf, ToldFacts } from './hall.fixture.ts'

const one = 'quay-01/1'

/** A desk comes back after an outage in which it has served A001. */
async function comeBack() {
  const hall = await openTestHall()
  for (let n = 0; n < 2; n++) await hall.hall.issue('dat-dai')
  const desk = new ToldFacts(one)
  const at = hall.clock.wall()
  const about = serviceOf('019ab3f0-0000-7000-8000-000000000001', 'A001', { provisional: true })
  const facts = [
    desk.fact('call.provisional', at, { action: 'next', ticket: 'A001', line: 'waiting', via: 'keypad' }),
    desk.fact('service.begin', at, { ...about, implied: true }),
    desk.fact('service.end', at + 1_000, { ...about, outcome: 'finished' }),
  ]
  hall.clock.advance(60_000)
  hall.hall.presence(deskOf(one), { online: true, epoch: 'abc123', lastSequence: 3 })
  return { hall, facts }
}

describe('a desk that comes back and asks at once', () => {
  it('is answered when what it did alone is known, and so gets nobody whom it has served', async () => {
    const { hall, facts } = await comeBack()
    const asked = hall.ask(one, 'call.next')
    await hall.tell(...facts.slice(0, 1))
    await hall.tell(...facts.slice(1))
    expect(await asked).toEqual({ shows: 'A002' })
  })

  it('is answered in time also when its facts do not come, and then without waiting until they do', async () => {
    const { hall, facts } = await comeBack()
    let answered = false
    const asked = hall.ask(one, 'call.next').finally(() => {
      answered = true
    })
    while (!answered) {
      hall.clock.advance(100)
      await hall.store.database.all('SELECT 1')
    }
    expect(await asked).toEqual({ shows: 'A001' })
    await hall.say(one, { state: 'done' })
    expect(await hall.ask(one, 'call.recall', { ticket: 'A001' })).toEqual({ shows: 'A001' })
    await hall.tell(...facts)
    expect(await hall.hall.conflicts()).toEqual([])
  })
})
