import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeClock, keptLog, seededRandom, silentLog } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { createPads } from './pads.ts'
import { pairingFile } from './pairing-file.ts'

const place = 'quay-05/5'

function site(folder?: string) {
  const clock = fakeClock()
  return { clock, pads: createPads(pairingFile(folder, silentLog), clock, seededRandom(7)) }
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('a rating screen', () => {
  it('is paired with its counter by a code of six digits, which is good once', () => {
    const { pads } = site()
    const { code } = pads.newCode(place)
    expect(code).toMatch(/^\d{6}$/)
    const token = pads.pair(place, code)
    expect(pads.isPaired(place, token)).toBe(true)
    expect(pads.isPaired('quay-06/6', token)).toBe(false)
    expect(() => pads.pair(place, code)).toThrow('DB-WEB-015')
  })

  it('is not paired with a code of another counter, or one that is too old', () => {
    const { pads, clock } = site()
    const { code } = pads.newCode(place)
    expect(() => pads.pair('quay-06/6', code)).toThrow('DB-WEB-015')
    clock.advance(10 * 60_000)
    expect(() => pads.pair(place, code)).toThrow('DB-WEB-015')
  })

  it('guesses five times, and then the code is gone', () => {
    const { pads } = site()
    const { code } = pads.newCode(place)
    for (let time = 0; time < 5; time++) expect(() => pads.pair(place, wrong(code))).toThrow('DB-WEB-015')
    expect(() => pads.pair(place, code)).toThrow('DB-WEB-015')
  })

  it('stays paired over a restart, and the file has no token', () => {
    const folder = temporaryFolder()
    const { pads } = site(folder)
    const token = pads.pair(place, pads.newCode(place).code)
    expect(readFileSync(join(folder, 'pads.json'), 'utf8')).not.toContain(token)
    expect(site(folder).pads.isPaired(place, token)).toBe(true)
  })

  it('is unpaired at once, and stays so over a restart', () => {
    const folder = temporaryFolder()
    const { pads } = site(folder)
    const token = pads.pair(place, pads.newCode(place).code)
    pads.revoke(place)
    expect(pads.isPaired(place, token)).toBe(false)
    expect(site(folder).pads.isPaired(place, token)).toBe(false)
  })

  it('is one of four at most; the oldest ends', () => {
    const { pads } = site()
    const tokens = Array.from({ length: 5 }, () => pads.pair(place, pads.newCode(place).code))
    expect(tokens.map((token) => pads.isPaired(place, token))).toEqual([false, true, true, true, true])
    expect(pads.count(place)).toBe(4)
  })

  it('is paired with nobody where the file is spoiled, and the log says so', () => {
    const folder = temporaryFolder()
    const log = keptLog()
    for (const spoiled of ['{"quay-05/5": 7}', '[', 'null']) {
      writeFileSync(join(folder, 'pads.json'), spoiled)
      expect(createPads(pairingFile(folder, log), fakeClock(), seededRandom(1)).count(place)).toBe(0)
    }
    expect(log.lines).toHaveLength(3)
  })
})
