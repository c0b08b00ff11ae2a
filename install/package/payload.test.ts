import { describe, expect, it } from 'vitest'
import { type LockFile, nodePackage, readLock, runtimePackages } from './locked.ts'
import { isLicence, isNeeded } from './needed.ts'

const namesFor = (platform: 'linux-x64' | 'win32-x64', bundled?: ReadonlySet<string>, lock: LockFile = readLock()) =>
  runtimePackages(lock, platform, bundled).map(({ name }) => name)

describe('the packages of a payload', () => {
  it('are those that the lock file reaches from the dependencies, and no tools of developers', () => {
    const names = namesFor('linux-x64')
    for (const name of ['mqtt', 'serialport', '@serialport/bindings-cpp', 'node-gyp-build', 'sqlite3', 'bindings'])
      expect(names).toContain(name)
    for (const name of ['vitest', 'typescript', 'esbuild', 'node-gyp', 'prebuild-install', 'tar'])
      expect(names).not.toContain(name)
    expect(names.filter((name) => name.startsWith('@types/'))).toEqual([])
  })

  it('have the native part of their own system only', () => {
    const native = (platform: 'linux-x64' | 'win32-x64') =>
      namesFor(platform).filter((name) => name.startsWith('@node-usb/'))
    expect(native('linux-x64')).toEqual(['@node-usb/usb-linux-x64-gnu'])
    expect(native('win32-x64')).toEqual(['@node-usb/usb-win32-x64-msvc'])
  })

  it('leave out what the build has bundled, unless another package loads it', () => {
    const packages = {
      '': { dependencies: { bundled: '1', user: '1' } },
      'node_modules/bundled': { version: '1.0.0', integrity: 'x' },
      'node_modules/user': { version: '1.0.0', integrity: 'x', dependencies: { bundled: '1' } },
    }
    expect(namesFor('linux-x64', new Set(['bundled']), { packages })).toEqual(['bundled', 'user'])
    const alone = { ...packages, 'node_modules/user': { version: '1.0.0', integrity: 'x' } }
    expect(namesFor('linux-x64', new Set(['bundled']), { packages: alone })).toEqual(['user'])
  })

  it('are found as Node finds them: the nearest one first', () => {
    const packages = {
      '': { dependencies: { a: '1', b: '1' } },
      'node_modules/a': { version: '1.0.0', integrity: 'x', dependencies: { b: '2' } },
      'node_modules/a/node_modules/b': { version: '2.0.0', integrity: 'x' },
      'node_modules/b': { version: '1.0.0', integrity: 'x' },
    }
    expect(runtimePackages({ packages }, 'linux-x64').map(({ path, version }) => `${path} ${version}`)).toEqual([
      'node_modules/a 1.0.0',
      'node_modules/a/node_modules/b 2.0.0',
      'node_modules/b 1.0.0',
    ])
  })

  it('bring the same Node to both systems', () => {
    expect(nodePackage(readLock(), 'linux-x64').version).toBe(nodePackage(readLock(), 'win32-x64').version)
  })
})

describe('the files of a package', () => {
  it.each([
    ['dist/index.js', true],
    ['package.json', true],
    ['dist/doc/Document.js', true],
    ['docs/build.js', false],
    ['index.d.ts', false],
    ['README.md', false],
    ['src/poller.cpp', false],
    ['.eslintrc.json', false],
    ['build/Release/node_sqlite3.node', true],
    ['build/Release/obj.target/node_sqlite3.node', false],
    ['build/es2019/module.js', true],
    ['prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node', true],
    ['prebuilds/linux-x64/@serialport+bindings-cpp.musl.node', false],
    ['prebuilds/HID_hidraw-linux-x64/node-napi-v4.node', true],
    ['prebuilds/HID_hidraw-linux-x64-musl/node-napi-v4.node', false],
    ['prebuilds/win32-x64/@serialport+bindings-cpp.node', false],
    ['node_modules/debug/index.js', false],
  ])('on Linux %s: %s', (path, needed) => {
    expect(isNeeded(path, 'linux-x64')).toBe(needed)
  })

  it.each([
    ['prebuilds/HID-win32-x64/node-napi-v4.node', true],
    ['prebuilds/HID-linux-x64/node-napi-v4.node', false],
    ['build/Release/node_sqlite3.node', false],
  ])('on Windows %s: %s', (path, needed) => {
    expect(isNeeded(path, 'win32-x64')).toBe(needed)
  })

  it('that tell the terms are gathered in one place', () => {
    const names = ['LICENSE', 'LICENSE.md', 'license-bsd.txt', 'COPYING', 'licenses.js']
    expect(names.filter(isLicence)).toEqual(names.slice(0, 4))
  })
})
