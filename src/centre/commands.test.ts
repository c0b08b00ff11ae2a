import { describe, expect, it } from 'vitest'
import { fakeClock, seededRandom } from '../../test/support/faces.ts'
import type { Command } from '../contract/index.ts'
import { type CommandDraft, createCommands } from './commands.ts'

const desk = 'vinh-long/quay-05'
const draft: CommandDraft = { name: 'display.text', counter: '5', args: { lines: ['Xin chào'] } }

function openCommands(publish: (desk: string, command: Command) => Promise<unknown> = async () => undefined) {
  const clock = fakeClock()
  const sent: Command[] = []
  const commands = createCommands({
    clock,
    random: seededRandom(1),
    publish: (to, command) => {
      sent.push(command)
      return publish(to, command)
    },
  })
  return { clock, sent, commands }
}

describe('a command', () => {
  it('resolves with its result, and a repeated one changes nothing', async () => {
    const { sent, commands } = openCommands()
    const answer = commands.send(desk, draft)
    const result = { id: sent[0]?.id ?? '', state: 'done' } as const
    expect(sent[0]).toMatchObject({ ...draft, madeAt: '2026-11-22T08:00:00.000+07:00' })
    expect(commands.settle(desk, result)).toBe('expected')
    expect(await answer).toEqual(result)
    expect(commands.settle(desk, { ...result, state: 'failed' })).toBe('repeated')
  })

  it('ends with an error when no result comes in time, and a late one is reported as unexpected', async () => {
    const { clock, sent, commands } = openCommands()
    const answer = commands.send(desk, draft, 5_000)
    clock.advance(5_000)
    await expect(answer).rejects.toMatchObject({ code: 'DB-CTR-003', args: { desk, ms: 5_000 } })
    expect(commands.settle(desk, { id: sent[0]?.id ?? '', state: 'done' })).toBe('unexpected')
  })

  it('takes no result from another desk', () => {
    const { sent, commands } = openCommands()
    void commands.send(desk, draft)
    expect(commands.settle('vinh-long/quay-06', { id: sent[0]?.id ?? '', state: 'done' })).toBe('unexpected')
  })

  it('that cannot be sent says so at once', async () => {
    const { commands } = openCommands(() => Promise.reject(new Error('no connection')))
    await expect(commands.send(desk, draft)).rejects.toMatchObject({ code: 'DB-CTR-004' })
  })

  it('beyond a bound is refused', async () => {
    const { commands } = openCommands()
    for (let n = 0; n < 10_000; n++) void commands.send(desk, draft)
    await expect(commands.send(desk, draft)).rejects.toMatchObject({ code: 'DB-CTR-013' })
  })
})
