import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { libraryFolder } from '../folders.ts'
import { waitForConfig } from './waited-config.ts'

const good = 'centre: vinh-long\ndesk: quay-05\ndata: data\ncounters: [{ id: 5 }]\n'
const plan =
  'centre: { name: vinh-long, broker: { url: "mqtt://127.0.0.1:1" } }\ndata: data\ndesks: [{ name: "quay-{01..30}" }]\n'

function waiting(desk?: string) {
  const folder = temporaryFolder()
  const file = join(folder, 'deskbridge.yaml')
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content)
  return { file, write, look: waitForConfig({ file, libraryFolder, desk }) }
}

describe('a PC without a configuration', () => {
  it('has one as soon as a sound file is there, and says what is wrong with one that is not', () => {
    const { write, look } = waiting()
    expect(look()).toEqual({ kind: 'none' })
    write('deskbridge.yaml', `${good}devics: []\n`)
    expect(look()).toMatchObject({ kind: 'wrong', problem: { code: 'DB-DOC-003' } })
    // Looked at again only when it has changed.
    expect(look()).toBe(look())
    write('deskbridge.yaml', good)
    expect(look()).toMatchObject({ kind: 'there', config: { desk: 'quay-05' } })
  })

  it('gets it from a provision.yaml beside it, as the desk that was named', () => {
    const { file, write, look } = waiting('quay-07')
    write('provision.yaml', plan)
    expect(look()).toMatchObject({ kind: 'there', config: { centre: 'vinh-long', desk: 'quay-07' } })
    expect(readFileSync(file, 'utf8')).toContain('desk: quay-07')
  })

  it('says so where nobody can tell which desk of a provision.yaml it is', () => {
    const { write, look } = waiting()
    write('provision.yaml', plan)
    expect(look()).toMatchObject({ kind: 'wrong', problem: { code: 'DB-PRV-023' } })
  })
})
