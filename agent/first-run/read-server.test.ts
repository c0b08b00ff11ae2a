import { expect, it } from 'vitest'
import { readServer } from './read-server.ts'

it.each([
  ['10.0.0.5', 'https://10.0.0.5:8443'],
  [' trungtam.local ', 'https://trungtam.local:8443'],
  ['trungtam.local:9443', 'https://trungtam.local:9443'],
  ['https://10.0.0.5:8443/', 'https://10.0.0.5:8443'],
  ['https://ghi-danh.vinhlong.gov.vn', 'https://ghi-danh.vinhlong.gov.vn'],
  ['[fd00::5]', 'https://[fd00::5]:8443'],
])('the address "%s" is that of %s', (typed, server) => {
  expect(readServer(typed)).toBe(server)
})

it.each([
  '',
  '  ',
  'http://10.0.0.5:8443',
  'https://a@10.0.0.5',
  'https://10.0.0.5/est',
  '10.0.0.5:99999',
  'two words',
])('"%s" is no address of a server', (typed) => {
  expect(readServer(typed)).toBeUndefined()
})
