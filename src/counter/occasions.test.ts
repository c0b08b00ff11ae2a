import { describe, expect, it } from 'vitest'
import { Bench, finished, seconds } from './counter.fixture.ts'
import { defaultSettings } from './index.ts'

const asking = { ...defaultSettings, rating: { ...defaultSettings.rating, questions: ['attitude', 'speed'] } }

/** A counter that asks more questions, with a finished service. */
function finishedWithQuestions() {
  const bench = new Bench(asking)
  return { bench, service: bench.serve('A012') }
}

describe('requirement 10: a rating can be asked for', () => {
  it.each(['reception', 'supplement', 'refusal', 'result'] as const)('on %s, which its facts say', (occasion) => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.askRating(occasion)
    bench.rate(4)
    bench.wait(seconds(10))
    expect(bench.of('rating.touched')[0]?.data.occasion).toBe(occasion)
    expect(bench.of('rating.given')[0]?.data).toMatchObject({ occasion, level: 4 })
  })

  it('by the centre with the occasion as well, which also a rating.none says', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.command('rating.open', { occasion: 'refusal' })
    bench.wait(seconds(120))
    expect(bench.of('rating.none')[0]?.data.occasion).toBe('refusal')
  })

  it('and the occasion stays when the end of the service arms the open window again', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.askRating('reception')
    bench.press('finish')
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data.occasion).toBe('reception')
  })

  it('and may be said better, until somebody has answered', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.askRating('reception')
    bench.askRating('supplement')
    bench.rate(5)
    bench.askRating('result')
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data.occasion).toBe('supplement')
  })

  it('also of the one who was just served', () => {
    const { bench } = finished()
    bench.wait(seconds(120))
    expect(bench.notRated).toEqual(['A012'])
    bench.askRating('result')
    bench.rate(3)
    bench.wait(seconds(10))
    expect(bench.given).toEqual(['A012 3'])
  })

  it('of nobody when nobody was served, and never twice', () => {
    const bench = new Bench()
    bench.askRating()
    bench.serve('A001')
    bench.rate(5)
    bench.wait(seconds(10))
    bench.askRating()
    expect(bench.notices.slice(-2)).toEqual(['counter.notice.rating-nobody', 'counter.notice.rating-done'])
    expect(bench.padArmed).toBe(false)
  })
})

describe('more questions', () => {
  it('end in the answers of the rating, the last press of each', () => {
    const { bench } = finishedWithQuestions()
    bench.answerQuestion('speed', 2)
    bench.rate(4, 'screen')
    bench.answerQuestion('attitude', 5)
    bench.answerQuestion('speed', 3)
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data).toMatchObject({
      level: 4,
      answers: [
        { question: 'attitude', level: 5 },
        { question: 'speed', level: 3 },
      ],
    })
    expect(bench.of('rating.touched').map(({ data }) => data.question)).toEqual([
      'speed',
      undefined,
      'attitude',
      'speed',
    ])
  })

  it('alone make no rating: the service is not rated, and may still be', () => {
    const { bench, service } = finishedWithQuestions()
    bench.answerQuestion('speed', 1)
    bench.wait(seconds(10))
    expect(bench.notRated).toEqual(['A012'])
    expect(bench.given).toEqual([])
    bench.openRating(service)
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.given).toEqual(['A012 5'])
    expect(bench.of('rating.given')[0]?.data).not.toHaveProperty('answers')
  })

  it('count as a touch: the window waits for the rest of the answers', () => {
    const { bench } = finishedWithQuestions()
    bench.rate(4)
    bench.wait(seconds(9))
    bench.answerQuestion('speed', 3)
    bench.wait(seconds(9))
    expect(bench.given).toEqual([])
    bench.wait(seconds(1))
    expect(bench.given).toEqual(['A012 4'])
  })

  it('that are not in the set are not kept, and the officer is told', () => {
    const { bench } = finishedWithQuestions()
    bench.answerQuestion('price', 3)
    expect(bench.of('rating.touched')).toEqual([])
    expect(bench.notices).toEqual(['counter.notice.rating-question'])
  })

  it('do not light up the keypad, which never asked them', () => {
    const { bench } = finishedWithQuestions()
    expect(bench.answerQuestion('speed', 3).outputs).toEqual([])
    expect(bench.rate(3).outputs).toEqual([{ kind: 'rating-thanks', counter: '5', level: 3 }])
  })
})

describe('requirement 9: a level set that the centre changes', () => {
  it('leaves an open window with the set it was armed with', () => {
    const { bench } = finished()
    bench.settings = { ...defaultSettings, rating: { ...defaultSettings.rating, levels: 3, scale: '3-2027' } }
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data).toMatchObject({ level: 5, of: 5, scale: '5-2025' })
    bench.serve('A013')
    bench.rate(3)
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[1]?.data).toMatchObject({ level: 3, of: 3, scale: '3-2027' })
  })
})

describe('a press on a page of the centre', () => {
  it('counts for the one whom the page shows, as a press on the pad', () => {
    const { bench, service } = finished()
    bench.command('rating.press', { service, level: 4 })
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]).toMatchObject({ source: 'pad', data: { level: 4, via: 'screen' } })
  })

  it('for somebody else counts for nobody, and says whether that one had been rated', () => {
    const { bench, service: first } = finished('A001')
    bench.command('rating.press', { service: first, level: 4 })
    const second = bench.serve('A002')
    bench.command('rating.press', { service: first, level: 1 })
    bench.wait(seconds(120))
    bench.serve('A003')
    bench.command('rating.press', { service: second, level: 2 })
    expect(bench.of('rating.unattributed').map(({ source, data }) => [source, data.level, data.because])).toEqual([
      ['pad', 1, 'already-rated'],
      ['pad', 2, 'no-window'],
    ])
    expect(bench.given).toEqual(['A001 4'])
  })

  it('with an answer to one more question is kept with it', () => {
    const { bench, service } = finishedWithQuestions()
    bench.command('rating.press', { service, level: 2, question: 'speed' })
    bench.command('rating.press', { service, level: 5 })
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data.answers).toEqual([{ question: 'speed', level: 2 }])
  })
})
