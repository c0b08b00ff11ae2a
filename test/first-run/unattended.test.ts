import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answersFile, readAnswers } from '../../agent/first-run/answers.ts'
import { tryAnswers } from '../../agent/first-run/unattended.ts'
import { startEnrollingCentre } from '../enrolment/enrolling-centre.ts'
import { fakeClock } from '../support/faces.ts'
import { until } from '../support/wait.ts'
import { type NewPcOptions, newPc } from './new-pc.ts'

/** A PC at whose installation these lines were said, and nobody sits at it. */
function installedPc(lines: readonly string[], options: NewPcOptions = {}) {
  const clock = fakeClock()
  const pc = newPc({ clock, known: { centre: 'vinh-long', desk: 'quay-05', counter: '5' }, ...options })
  const file = join(pc.folder, answersFile)
  writeFileSync(file, `${lines.join('\n')}\n`)
  const answers = readAnswers([pc.folder], Date.now(), pc.log)
  if (!answers) throw new Error('this test says nothing of use')
  const stopping = new AbortController()
  const trying = tryAnswers(pc.wizard, pc.known, answers, { clock, log: pc.log, signal: stopping.signal })
  return { ...pc, clock, answers: file, trying, stopping }
}

describe('a PC that was given a code at its installation', () => {
  it('is enrolled by itself at the only centre of its name, and the code is gone', async () => {
    const centre = await startEnrollingCentre()
    const { code } = await centre.enrolment.code('quay-05')
    const found = [
      { centre: 'can-tho', server: 'https://127.0.0.1:1' },
      { centre: 'vinh-long', server: centre.url },
    ]
    const pc = installedPc(['desk: quay-05', `code: ${code}`], { find: async () => found })
    await pc.trying
    expect(pc.wizard.view().state.kind).toBe('done')
    await until('what was said is gone', () => !existsSync(pc.answers))
  })

  it('tries again while no centre is found, says so meanwhile, and is enrolled when there is one', async () => {
    const centre = await startEnrollingCentre()
    const { code } = await centre.enrolment.code('quay-05')
    let isThere = false
    const find = async () => (isThere ? [{ centre: 'vinh-long', server: centre.url }] : [])
    const pc = installedPc(['desk: quay-05', `code: ${code}`], { find })
    await until('it says so', () => pc.problem() === 'DB-AGT-050')
    expect(readFileSync(pc.answers, 'utf8')).toContain(code)
    isThere = true
    await until('it is enrolled', () => {
      pc.clock.advance(20_000)
      return pc.wizard.view().state.kind === 'done'
    })
    await pc.trying
  })

  it('asks the person where several centres are there', async () => {
    const found = ['https://127.0.0.1:1', 'https://127.0.0.1:2'].map((server) => ({ centre: 'vinh-long', server }))
    const pc = installedPc(['desk: quay-05', 'code: 7K3M-9QXZ-2VBT-HN4C'], { find: async () => found })
    await until('it asks', () => pc.problem() === 'DB-AGT-051')
    pc.stopping.abort()
    await pc.trying
  })

  it('never tries a refused code again, and keeps the names for the person', async () => {
    const centre = await startEnrollingCentre()
    await centre.enrolment.code('quay-05')
    const known = { server: centre.url, centre: 'vinh-long', desk: 'quay-05', counter: '5' }
    const pc = installedPc(['desk: quay-05', 'code: 7K3M-9QXZ-2VBT-HN4C'], { known })
    await pc.trying
    expect(pc.problem()).toBe('DB-IDN-010')
    expect(readFileSync(pc.answers, 'utf8')).toBe('desk: quay-05\n')
  })

  it('waits for nothing where no code was given', async () => {
    const pc = installedPc(['desk: quay-05'])
    await pc.trying
    expect(pc.problem()).toBeUndefined()
  })
})
