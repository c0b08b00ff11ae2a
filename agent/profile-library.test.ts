import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../test/support/folder.ts'
import { loadConfig } from './config/load.ts'
import { libraryFolder } from './folders.ts'

const keypad = readFileSync(join(libraryFolder, 'generic', 'stx-keypad.yaml'), 'utf8')
const learnt = keypad.replace('generic.stx-keypad', 'learnt.keypad')

/** A site whose configuration names no folder of profiles, or this one. */
function site(more = '') {
  const folder = temporaryFolder()
  const file = join(folder, 'deskbridge.yaml')
  const words = `centre: c\ndesk: d\ndata: ./data\nbroker: { url: "mqtt://h:1883" }\ncounters: [{ id: 5 }]\n${more}`
  writeFileSync(file, words)
  return { folder, load: () => loadConfig(file, libraryFolder) }
}

it('reads what was learnt from the data folder, where the site has named no folder of its own', () => {
  const { folder, load } = site()
  const { config } = load()
  expect(config?.profilesFolder).toBe(join(folder, 'data', 'profiles'))
  expect(config?.library.find('learnt.keypad')).toBeUndefined()
  mkdirSync(join(folder, 'data', 'profiles'), { recursive: true })
  writeFileSync(join(folder, 'data', 'profiles', 'learnt.keypad.yaml'), learnt)
  expect(config?.library.find('learnt.keypad')).toBeUndefined()
  config?.library.reload(config.profilesFolder)
  expect(config?.library.find('learnt.keypad')).toMatchObject({ id: 'learnt.keypad' })
  expect(config?.library.find('generic.stx-keypad')).toMatchObject({ id: 'generic.stx-keypad' })
  expect(load().config?.library.find('learnt.keypad')).toMatchObject({ id: 'learnt.keypad' })
})

it('keeps what is learnt in the folder that the site names', () => {
  const { folder, load } = site('profiles: ./own\n')
  mkdirSync(join(folder, 'own'))
  expect(load().config?.profilesFolder).toBe(join(folder, 'own'))
})
