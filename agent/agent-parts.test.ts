import { describe, expect, it } from 'vitest'
import { formatTime } from '../src/contract/index.ts'
import type { LogFields } from '../src/core/index.ts'
import { commandVerdict } from './command-age.ts'
import { controlPath } from './control/paths.ts'
import { jsonLog } from './log.ts'

describe('the log', () => {
  const written = (level: 'info' | 'debug', fields: object) => {
    const lines: string[] = []
    const log = jsonLog(
      level,
      (line) => lines.push(line),
      () => 0,
    )
    log.debug('seen', fields as LogFields)
    log.info('told', fields as LogFields)
    return lines
  }

  it('writes only fields that are on its list, whatever it is given', () => {
    const [line] = written('info', { device: 'scanner-1', text: '001090123456|Nguyễn Văn Ân', name: 'Nguyễn Văn Ân' })
    expect(JSON.parse(line ?? '')).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'info',
      message: 'told',
      device: 'scanner-1',
    })
  })

  it('cuts long values and leaves out what is below its level', () => {
    expect(written('info', {})).toHaveLength(1)
    expect(written('debug', {})).toHaveLength(2)
    expect(JSON.parse(written('info', { reason: 'x'.repeat(1000) })[0] ?? '').reason).toHaveLength(200)
  })
})

describe('the age of a command', () => {
  const now = Date.UTC(2026, 10, 22)
  const command = (notAfter?: number, inReplyTo?: string) => ({
    id: 'a',
    name: 'display.text' as const,
    counter: '5',
    args: { lines: ['a'] },
    madeAt: formatTime(now),
    ...(notAfter === undefined ? {} : { notAfter: formatTime(notAfter) }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
  })

  it('is judged by a clock that agrees with the centre, and by no other', () => {
    expect(commandVerdict(command(now + 1), now, 'synced')).toBe('carry-out')
    expect(commandVerdict(command(now - 1), now, 'synced')).toBe('expired')
    expect(commandVerdict(command(now + 1), now, 'free-running')).toBe('age-unknown')
    expect(commandVerdict(command(now + 1), now, 'stepped')).toBe('age-unknown')
  })

  it('does not matter for a command without a limit, nor for an answer, which its request judges', () => {
    expect(commandVerdict(command(), now, 'free-running')).toBe('carry-out')
    expect(commandVerdict(command(now - 1, 'request'), now, 'synced')).toBe('carry-out')
  })
})

describe('the control socket', () => {
  it('lies in the data folder, or under a short name where that path is too long for a socket', () => {
    expect(controlPath('/var/lib/deskbridge')).toBe('/var/lib/deskbridge/control.sock')
    const long = `/${'x'.repeat(120)}`
    expect(controlPath(long).length).toBeLessThanOrEqual(107)
    expect(controlPath(long)).not.toBe(controlPath(`${long}y`))
  })
})
