import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { fakeClock, keptLog, seededRandom } from '../../test/support/faces.ts'
import { formatTime, type Request } from '../contract/index.ts'
import type { CommandDraft } from './commands.ts'
import { createAnswering, type RequestHandler } from './requests.ts'

const desk = 'vinh-long/quay-05'

function open(handler: RequestHandler) {
  const clock = fakeClock()
  const heard: Request[] = []
  const sent: CommandDraft[] = []
  const answer = createAnswering({
    clock,
    random: seededRandom(1),
    log: keptLog(),
    heard: (_, request) => heard.push(request),
    handler,
    send: async (_, command) => sent.push(command),
  })
  const request: Request = {
    id: '019ab3f0-0000-7000-8000-000000000001',
    name: 'call.next',
    counter: '5',
    args: {},
    madeAt: formatTime(clock.wall()),
    notAfter: formatTime(clock.wall() + 5_000),
    clock: 'synced',
  }
  return { clock, heard, sent, answer, request }
}

describe('a request', () => {
  it('is answered with a command to its counter, in reply to it and under the id that the handler was told', async () => {
    let told = ''
    const { answer, request, sent } = open(async (_, __, command) => {
      told = command
      return { name: 'counter.show', args: { ticket: 'A001' } }
    })
    answer(desk, request)
    await turn()
    expect(sent).toEqual([
      { id: told, name: 'counter.show', args: { ticket: 'A001' }, counter: '5', inReplyTo: request.id },
    ])
  })

  it('that the broker delivers twice calls one number', async () => {
    const { answer, request, sent, heard } = open(async () => ({ name: 'counter.show', args: { ticket: 'A001' } }))
    answer(desk, request)
    answer(desk, request)
    await turn()
    expect([sent.length, heard.length]).toEqual([1, 1])
  })

  it('that is too old by a clock that agrees with ours is left; by another clock its arrival counts', async () => {
    const { answer, request, heard, clock } = open(async () => undefined)
    clock.advance(5_001)
    answer(desk, request)
    answer(desk, { ...request, id: request.id.replace('1', '2'), clock: 'free-running' })
    expect(heard).toMatchObject([{ clock: 'free-running' }])
  })

  it('whose handler fails is refused in words for the officer', async () => {
    const { answer, request, sent } = open(() => Promise.reject(new Error('no database')))
    answer(desk, request)
    await turn()
    expect(sent).toMatchObject([{ name: 'request.refuse', args: { reason: expect.stringContaining('Trung tâm') } }])
  })

  it('that does not fit is left, and one of a newer desk with more in it is answered', async () => {
    const { answer, request, heard } = open(async () => undefined)
    answer(desk, { ...request, counter: undefined })
    answer(desk, { ...request, priority: 'high' })
    expect(heard).toHaveLength(1)
  })
})
