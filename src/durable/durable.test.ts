import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { readText, replaceFile, replaceFileAsync } from './index.ts'

const ways = [
  ['at once', async (file: string, content: string | Uint8Array) => replaceFile(file, content)],
  ['while other work goes on', replaceFileAsync],
] as const

describe.each(ways)('a file that is replaced %s', (_, replace) => {
  it('is the new one and for its owner only, also where a power cut had left half of one', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'state.json')
    await replace(file, 'the old one')
    writeFileSync(`${file}.new`, 'half of what was longer than any other')
    await replace(file, 'the new one')
    expect(readText(file)).toBe('the new one')
    await replace(file, Uint8Array.of(0, 255))
    expect([...readFileSync(file)]).toEqual([0, 255])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['state.json'])
  })
})
