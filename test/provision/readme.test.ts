import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDesks } from '../../agent/provision/read-plan.ts'
import { cutForDesk, parseProvision } from '../../src/provision/index.ts'
import { projectFolder } from '../support/processes.ts'

const guide = readFileSync(join(projectFolder, 'install', 'README.md'), 'utf8')
const [, section = ''] = guide.split('\n## One file for thirty desks\n')
const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(section) ?? []

describe('the example of the guide', () => {
  // A key is not for typing, so the guide shows only how it begins.
  const written = example.replace('3f1c…', '3f1c3f1c3f1c3f1c').replace('MCowBQ…', `MCowBQ${'A'.repeat(53)}`)
  const { provision, problems } = parseProvision(written, 'provision.yaml')

  it('is a good file, and each of its desks can work with it', () => {
    expect(problems).toEqual([])
    if (!provision) return
    const names = provision.desks.map(({ name }) => name)
    expect(names).toHaveLength(30)
    expect(checkDesks(provision, names, join(projectFolder, 'device-profiles'))).toBeUndefined()
  })

  it('gives desks what it says that it gives', () => {
    if (!provision) throw new Error('the example is wrong')
    expect(cutForDesk(provision, 'quay-07')).toMatchObject({
      counters: [{ id: '7', rating: { set: { scale: '5-2025' } } }],
      devices: [{ name: 'keypad-1' }, { name: 'rating-1', tcp: '10.0.0.7:4001', counter: '7' }],
      page: { help: 'Phòng CNTT, 113 (quay-07)' },
    })
    expect(cutForDesk(provision, 'tiep-don')).toMatchObject({ counters: [{ id: '90' }], log: 'debug' })
  })
})
