import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { libraryFolder } from '../folders.ts'
import { loadConfig } from './load.ts'

/** A configuration that names this application. */
function load(origin: string) {
  const file = join(temporaryFolder(), 'deskbridge.yaml')
  const lines = ['centre: vinh-long', 'desk: quay-05', 'data: data', 'broker: { url: "mqtt://127.0.0.1:1883" }']
  writeFileSync(file, [...lines, 'counters: [{ id: 5 }]', `applications: ["${origin}"]`].join('\n'))
  return loadConfig(file, libraryFolder)
}

test.each(['https://motcua.vinhlong.gov.vn', 'https://motcua.test:8443', 'http://127.0.0.1:3000', 'http://localhost'])(
  'the application %s may be named',
  (origin) => {
    expect(load(origin).config?.applications).toEqual([origin])
  },
)

test.each([
  ['without TLS', 'http://motcua.vinhlong.gov.vn'],
  ['with a slash that no browser writes', 'https://motcua.vinhlong.gov.vn/'],
  ['with a path', 'https://motcua.vinhlong.gov.vn/app'],
  ['with the port that no browser writes', 'https://motcua.vinhlong.gov.vn:443'],
  ['in large letters', 'https://Motcua.vinhlong.gov.vn'],
  ['as everybody', '*'],
  ['as a family', 'https://*.gov.vn'],
  ['as nobody', 'null'],
  ['with a user', 'https://a@motcua.test'],
])('an application %s is refused with its line', (_, origin) => {
  expect(load(origin).problems[0]?.place).toMatchObject({ line: 6 })
})
