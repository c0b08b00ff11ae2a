import { describe, expect, it, onTestFinished } from 'vitest'
import { startEmbeddedBroker } from '../src/centre/index.ts'
import { type CallAction, type DeskConfig, formatTime, parseTime, type WaitingMessage } from '../src/contract/index.ts'
import { openTestCentre } from '../test/support/centres.ts'
import { systemClock } from '../test/support/faces.ts'
import { centre as centreAccount, desk as deskAccount, startMosquitto } from '../test/support/mosquitto.ts'
import { has } from '../test/support/processes.ts'
import { until } from '../test/support/wait.ts'
import { onPage, startHandCentre, startTestAgent, writeDesk } from './agent.fixture.ts'

const press = (counter: string, action: CallAction) => onPage(counter, 'call', { action })
const numbers = { id: '019ab3f0-0000-7000-8000-00000000b10c', prefix: 'Q5-', from: 1, to: 20, digits: 3 }
const waiting: WaitingMessage = {
  at: formatTime(systemClock.wall()),
  counters: ['5', '6'].map((counter) => ({
    counter,
    tickets: [{ ticket: 'A001' }, { ticket: 'A002' }, { ticket: 'A003' }],
    waiting: 3,
    ...(counter === '5' ? { numbers } : {}),
  })),
}
const level = (vi: string, points: number) => ({ label: { vi }, points })
const config: DeskConfig = {
  revision: 3,
  rating: {
    scale: '3-2027',
    question: { vi: 'Anh/chị có hài lòng không?' },
    levels: [level('Không hài lòng', 0), level('Bình thường', 1), level('Hài lòng', 2)],
  },
  pauseReasons: ['Họp đột xuất'],
  officers: [{ officer: 'cb-an', name: 'Nguyễn Thị An', salt: '00'.repeat(16) }],
}

/** A desk with two counters on an embedded broker, and a centre that says what the test wants. */
async function startSmallDesk() {
  const broker = await startEmbeddedBroker(0)
  let stopped: Promise<void> | undefined
  const pull = () => (stopped ??= broker.stop())
  onTestFinished(pull)
  const file = writeDesk(`{ url: "${broker.url}" }`)
  const desk = await startTestAgent(file)
  const centre = await startHandCentre({ url: broker.url, clientId: 'centre' })
  await until('it is online', () => desk.agent.centre().state === 'online')
  return { ...desk, file, centre, pull }
}

const pictureOf = ({ agent }: Pick<Awaited<ReturnType<typeof startSmallDesk>>, 'agent'>, id: string) =>
  agent.counters().find((counter) => counter.id === id)

describe('requirement 6: a desk whose cable is pulled', () => {
  it('calls on from the list, gives no ticket to two counters, and says so on the page', async () => {
    const { agent, changes, centre, pull, facts, ...desk } = await startSmallDesk()
    await centre.say('waiting', waiting)
    await until('the list is there', () => pictureOf({ agent }, '6')?.waiting?.count === 3)
    await pull()
    await until('it is offline', () => agent.centre().state === 'offline')
    await agent.accept(press('5', 'next'))
    await agent.accept(press('6', 'next'))
    expect(agent.counters()).toMatchObject([
      { id: '5', ticket: 'A001', isProvisional: true, waiting: { count: 1, next: ['A003'], numbersLeft: 20 } },
      { id: '6', ticket: 'A002', isProvisional: true, waiting: { count: 1, next: ['A003'], numbersLeft: 0 } },
    ])
    expect(changes.filter(({ kind }) => kind === 'notice')).toMatchObject([
      { counter: '5', text: 'counter.notice.called-alone', args: { ticket: 'A001' } },
      { counter: '6', text: 'counter.notice.called-alone', args: { ticket: 'A002' } },
    ])
    expect(changes.flatMap((change) => (change.kind === 'centre' ? [change.centre.state] : []))).toContain('offline')
    expect((await facts()).map(({ type }) => type)).not.toContain('deskbridge.call.requested')
    await desk.stop()

    // After a power cut, still without the centre: the list is there, and who was called from it is not called again.
    const again = await startTestAgent(desk.file)
    await again.agent.accept(press('6', 'next'))
    await again.agent.accept(press('5', 'next'))
    expect(again.agent.counters().map(({ ticket }) => ticket)).toEqual(['Q5-001', 'A003'])
  }, 60_000)

  it('goes on alone too when the centre answers nothing, until it is heard again', async () => {
    const { agent, changes, centre } = await startSmallDesk()
    await centre.say('waiting', waiting)
    await until('the list is there', () => pictureOf({ agent }, '5')?.waiting?.count === 3)
    await agent.accept(press('5', 'next'))
    await until('it was asked', () => centre.requests.length === 1)
    expect(pictureOf({ agent }, '5')?.asked).toEqual(['next'])
    await until('the centre is given up', () => agent.centre().state === 'alone')
    await agent.accept(press('5', 'next'))
    expect(pictureOf({ agent }, '5')).toMatchObject({ ticket: 'A001', isProvisional: true, asked: [] })
    expect(centre.requests).toHaveLength(1)
    await centre.live()
    await until('it is heard', () => agent.centre().state === 'online')
    await agent.accept(press('5', 'recall'))
    await until('it is asked again', () => centre.requests.length === 2)
    expect(centre.requests[1]).toMatchObject({ name: 'call.recall', args: { ticket: 'A001' } })
    const states = changes.flatMap((change) => (change.kind === 'centre' ? [change.centre.state] : []))
    expect(states.filter((state, index) => state !== states[index - 1])).toEqual(['online', 'alone', 'online'])
  }, 60_000)
})

describe('what the centre decides for its desks', () => {
  it('is in force with the next step, and known again after a restart without the centre', async () => {
    const { agent, changes, centre, pull, file, stop } = await startSmallDesk()
    await centre.say('config', config)
    await until('it is known', () => changes.some(({ kind }) => kind === 'rules'))
    expect(agent.rules('5')).toEqual({
      rating: config.rating,
      pauseReasons: config.pauseReasons,
      officers: config.officers,
      destinations: [],
    })
    await centre.command({ name: 'counter.show', args: { ticket: 'A001' } })
    await until('it is shown', () => pictureOf({ agent }, '5')?.ticket === 'A001')
    await agent.accept(press('5', 'finish'))
    expect(pictureOf({ agent }, '5')?.rating).toMatchObject({ scale: '3-2027', of: 3, isTouched: false })
    await pull()
    await stop()
    const again = await startTestAgent(file)
    expect(again.agent.rules('6')).toMatchObject({ pauseReasons: ['Họp đột xuất'], officers: config.officers })
  }, 60_000)
})

describe('an officer who signs in', () => {
  it('is proven by the centre, which gets the proof once; nothing of it is kept', async () => {
    const { agent, changes, centre, facts, log } = await startSmallDesk()
    const proof = {
      method: 'pin',
      nonce: '019ab3f0-0000-7000-8000-0000000000aa',
      answer: 'c0ffee00'.repeat(8),
    } as const
    await agent.accept(onPage('5', 'sign-in', { officer: 'cb-an', proof }))
    await until('it is asked', () => centre.requests.length === 1)
    expect(centre.requests[0]).toMatchObject({ name: 'officer.sign-in', args: { officer: 'cb-an', proof } })
    expect(pictureOf({ agent }, '5')).toMatchObject({ officer: null, isSigningIn: true })
    const inReplyTo = centre.requests[0]?.id ?? ''
    await centre.command({ name: 'officer.set', args: { officer: 'cb-an', proven: true }, inReplyTo })
    await until('it sits', () => pictureOf({ agent }, '5')?.officer !== null)
    expect(pictureOf({ agent }, '5')).toMatchObject({ officer: { name: 'cb-an', proven: true }, isSigningIn: false })
    const notices = () => changes.flatMap((change) => (change.kind === 'notice' ? [change.text] : []))
    await until('the officer reads it', () => notices().includes('counter.notice.signed-in'))
    expect(JSON.stringify([await facts(), log.lines, changes])).not.toMatch(/c0ffee00|0000000000aa/)
  }, 60_000)
})

describe('what displays and pads of the centre are told', () => {
  it('follows what the counters show, collected, and never says how somebody rated', async () => {
    const { agent, centre } = await startSmallDesk()
    await until('the first', () => centre.shown.length === 1)
    expect(centre.shown[0]?.counters).toEqual([
      { counter: '5', sign: { state: 'idle' } },
      { counter: '6', sign: { state: 'idle' } },
    ])
    await centre.command({ name: 'officer.set', args: { officer: 'cb-an', proven: true } })
    await centre.command({ name: 'counter.show', args: { ticket: 'A001' } })
    await until('it is on show', () => centre.shown.at(-1)?.counters[0]?.sign.state === 'serving')
    expect(centre.shown.at(-1)?.counters[0]).toEqual({
      counter: '5',
      sign: { state: 'serving', ticket: 'A001' },
      officer: 'cb-an',
    })
    await agent.accept(onPage('5', 'rating-open', { occasion: 'reception' }))
    await until('somebody may rate', () => centre.shown.at(-1)?.counters[0]?.rating !== undefined)
    const armed = centre.shown.at(-1)?.counters[0]?.rating
    expect(armed).toMatchObject({ scale: '5-2025', of: 5, occasion: 'reception' })
    await centre.command({ name: 'rating.press', args: { service: armed?.service ?? '', level: 4 } })
    await until('it is touched', () => pictureOf({ agent }, '5')?.rating?.isTouched === true)
    await agent.accept(press('5', 'pause'))
    await until('it is shut', () => centre.shown.at(-1)?.counters[0]?.sign.state === 'paused')
    expect(JSON.stringify(centre.shown)).not.toContain('level')
  }, 60_000)
})

describe.runIf(has('mosquitto'))('with Mosquitto', () => {
  it('what the centre retained reaches a desk that comes later', async () => {
    const broker = await startMosquitto()
    const account = { username: centreAccount.name, password: centreAccount.password }
    const centre = await startHandCentre({ url: broker.url, clientId: 'centre', ...account })
    await centre.say('waiting', waiting)
    await centre.say('config', config)
    const { name, password } = deskAccount
    const file = writeDesk(`{ url: "${broker.url}", username: "${name}", password: "${password}" }`)
    const { agent } = await startTestAgent(file)
    await until('both are known', () => {
      const [five] = agent.counters()
      return five?.waiting?.count === 3 && five.pauseReasons.length === 1
    })
    await until('the picture is out', () => centre.shown.length > 0)
  }, 60_000)

  it('what was done without the centre arrives when it is back: each once, in order, marked, with its true time', async () => {
    const broker = await startMosquitto()
    const account = { username: centreAccount.name, password: centreAccount.password }
    const hand = await startHandCentre({ url: broker.url, clientId: 'hand', ...account })
    await hand.say('waiting', waiting)
    const centre = await openTestCentre(broker.url, centreAccount)
    const { name, password } = deskAccount
    const file = writeDesk(`{ url: "${broker.url}", username: "${name}", password: "${password}" }`)
    const { agent, changes } = await startTestAgent(file)
    await until('the list is there', () => agent.counters()[0]?.waiting?.count === 3)
    // The list may come before the news of the connection; before that the desk is only on its way.
    await until('it is online', () => agent.centre().state === 'online')
    await broker.stop('SIGKILL')
    await until('it is offline', () => agent.centre().state === 'offline')
    const told = changes.length
    for (const action of ['next', 'begin', 'finish'] as const) await agent.accept(press('5', action))
    await until('pages may count again', () => changes.slice(told).some(({ kind }) => kind === 'desk'))
    await agent.accept(onPage('5', 'rating', { level: 4 }))
    await agent.accept(press('5', 'pause'))
    const before = systemClock.wall()
    await broker.start()
    await until('the centre has all', () => centre.facts.some(({ type }) => type.endsWith('counter.paused')))
    expect(centre.facts.map((fact) => Number(fact.sequence))).toEqual(centre.facts.map((_, index) => index + 1))
    // The numbers kept for the outage may be given back already, which is another matter.
    const done = centre.facts.filter(({ type }) => !type.endsWith('numbers.closed'))
    expect(done.map(({ type }) => type.replace('deskbridge.', ''))).toEqual([
      'call.provisional',
      'ticket.shown',
      'call.provisional',
      'service.begin',
      'call.provisional',
      'service.end',
      'ticket.shown',
      'rating.touched',
      'call.provisional',
      'rating.given',
      'counter.paused',
    ])
    const served = done.filter(({ data }) => 'service' in data)
    expect(served.map(({ data }) => [data.ticket, data.provisional])).toEqual(served.map(() => ['A001', true]))
    expect(done.every(({ time }) => parseTime(time) <= before)).toBe(true)
    expect(centre.requests).toEqual([])
  }, 90_000)
})
