import { join } from 'node:path'
import { expect, it } from 'vitest'
import { firstDataFolder } from './data-folder.ts'

it('the data of a first run are where the package has them, else beside the configuration', () => {
  expect(firstDataFolder('/etc/deskbridge/deskbridge.yaml', {})).toBe('/var/lib/deskbridge')
  expect(firstDataFolder('/srv/x/deskbridge.yaml', { STATE_DIRECTORY: '/var/lib/deskbridge' })).toBe(
    '/var/lib/deskbridge',
  )
  const shared = join('/', 'ProgramData')
  expect(firstDataFolder(join(shared, 'deskbridge', 'deskbridge.yaml'), { ProgramData: shared })).toBe(
    join(shared, 'deskbridge'),
  )
  expect(firstDataFolder('/home/tuan/deskbridge.yaml', { ProgramData: shared })).toBe('/home/tuan/data')
})
