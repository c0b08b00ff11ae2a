import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { installBundle, publicPart, readPrivateKey, updatePlaces } from '../../src/update/index.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { makeBundle } from './bundle.ts'
import { readBundleOrder } from './bundle-order.ts'

describe('the order of a bundle', () => {
  it('is a program for Linux unless it says otherwise, and none without --bundle', () => {
    expect(readBundleOrder(['linux'])).toBeUndefined()
    expect(readBundleOrder(['--bundle', '--key', 'a.pem', '--issue', '17'])).toMatchObject({
      part: 'program',
      platform: 'linux-x64',
      issue: 17,
      keyFiles: ['a.pem'],
    })
    expect(readBundleOrder(['--bundle', '--part', 'profiles', '--key', 'a', '--issue', '1'])?.platform).toBe('any')
  })

  it.each([
    ['no key', ['--bundle', '--issue', '1']],
    ['no number', ['--bundle', '--key', 'a']],
    ['a number that does not grow from 1', ['--bundle', '--key', 'a', '--issue', '0']],
    ['a part that nobody knows', ['--bundle', '--key', 'a', '--issue', '1', '--part', 'firmware']],
    ['words without a folder', ['--bundle', '--key', 'a', '--issue', '1', '--part', 'texts']],
    ['a misspelt option', ['--bundle', '--key', 'a', '--isue', '1']],
  ])('with %s is refused', (_, args) => {
    expect(() => readBundleOrder(args)).toThrow()
  })
})

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

it('a bundle of the device library is the same bytes when it is made again, and a desk takes it', async () => {
  const folder = temporaryFolder()
  const key = join(folder, 'key.pem')
  writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
  const order = readBundleOrder(['--bundle', '--part', 'profiles', '--key', key, '--issue', '900001'])
  if (!order) throw new Error('no order')
  const { file } = await makeBundle(order, 1)
  onTestFinished(() => rmSync(file, { force: true }))
  const first = readFileSync(file)
  await makeBundle(order, 1)
  expect(readFileSync(file).equals(first)).toBe(true)
  const { folder: installed = '' } = await installBundle(file, {
    places: updatePlaces(folder),
    version,
    base: version,
    running: '',
    packageKeys: [publicPart(readPrivateKey(key))],
    keyFile: '',
    wall: 0,
  })
  expect(readFileSync(join(installed, 'generic/stx-keypad.yaml'), 'utf8')).toContain('profile: generic.stx-keypad')
})
