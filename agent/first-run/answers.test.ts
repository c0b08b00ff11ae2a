import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { answersFile, forgetAnswers, forgetCode, readAnswers } from './answers.ts'

/** As the service host of Windows writes it. */
const written = "centre: 'vinh-long'\ndesk: 'quay-05'\nserver: '10.0.0.5'\ncode: '7K3M-9QXZ-2VBT-HN4C'\n"
const day = 24 * 3_600_000

function leave(content: string) {
  const folder = temporaryFolder()
  const file = join(folder, answersFile)
  writeFileSync(file, content)
  return { folder, file }
}

describe('what was said at the installation', () => {
  it('is read from the first folder that has it', () => {
    const { folder, file } = leave(written)
    expect(readAnswers([join(folder, 'none'), temporaryFolder(), folder], Date.now(), keptLog())).toEqual({
      centre: 'vinh-long',
      desk: 'quay-05',
      server: '10.0.0.5',
      code: '7K3M-9QXZ-2VBT-HN4C',
      file,
    })
  })

  it('is without its code a day later, since codes are worth something for a quarter of an hour', () => {
    const { folder } = leave(written)
    expect(readAnswers([folder], Date.now() + day, keptLog())).toMatchObject({ desk: 'quay-05' })
    expect(readAnswers([folder], Date.now() + day, keptLog())?.code).toBeUndefined()
  })

  it('is nothing, and the log says why, where it makes no sense', () => {
    const log = keptLog()
    expect(readAnswers([leave('desk: [').folder], Date.now(), log)).toBeUndefined()
    expect(readAnswers([leave('dsek: quay-05\n').folder], Date.now(), log)).toBeUndefined()
    expect(log.lines).toHaveLength(2)
  })

  it('goes when it was used, and only its code when that was refused', () => {
    const { folder, file } = leave(written)
    const log = keptLog()
    const read = () => readAnswers([folder], Date.now(), log) ?? { file }
    forgetCode(read(), log)
    expect(readFileSync(file, 'utf8')).not.toContain('7K3M')
    expect(read()).toEqual({ centre: 'vinh-long', desk: 'quay-05', server: '10.0.0.5', file })
    forgetAnswers(read(), log)
    expect(existsSync(file)).toBe(false)
    expect(log.lines).toEqual([])
  })
})
