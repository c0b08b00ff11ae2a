import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faultyDisk } from './disk-faults.ts'
import { temporaryFolder } from './folder.ts'
import { losePower, powerLossEnvironment, together } from './power-loss.ts'
import { has, start, untilSaid } from './processes.ts'

/**
 * A process that says after each line on its input how a step on its disk ended: "w" writes 8 bytes, "s" synchronises,
 * "t" truncates to nothing, "o" opens another file.
 */
const steps = `
  const fs = require('node:fs')
  const folder = process.argv[1]
  const file = fs.openSync(folder + '/file', 'a+')
  const acts = {
    w: () => fs.writeSync(file, '12345678'),
    s: () => fs.fsyncSync(file),
    t: () => fs.ftruncateSync(file, 0),
    o: () => fs.closeSync(fs.openSync(folder + '/other', 'w')),
  }
  const said = (act) => { try { return String(act() ?? 'ok') } catch (error) { return error.code } }
  let number = 0
  process.stdin.on('data', (bytes) => {
    const words = String(bytes).trim().split('').map((name) => said(acts[name]))
    fs.writeSync(1, ++number + ':' + words.join(' ') + ';')
  })
  fs.writeSync(1, 'ready;')
`

async function openDisk() {
  const folder = join(temporaryFolder(), 'data')
  const disk = faultyDisk(folder)
  writeFileSync(join(folder, 'file'), 'before')
  const environment = together(powerLossEnvironment(folder), disk.environment)
  const child = start(process.execPath, ['-e', steps, folder], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  await untilSaid(child, 'ready;')
  let number = 0
  const does = async (names: string) => {
    const mark = `${++number}:`
    child.process.stdin?.write(`${names}\n`)
    await untilSaid(child, mark)
    const after = () => child.said().slice(child.said().indexOf(mark) + mark.length)
    await untilSaid(child, ';')
    return (after().split(';')[0] ?? '').split(' ')
  }
  return { folder, disk, child, does }
}

describe.runIf(has('cc'))('a disk', () => {
  it('fails from the n-th call on, as often as was asked, and then no more', async () => {
    const { disk, does } = await openDisk()
    disk.fail({ call: 'sync', error: 'EIO', from: 2, times: 2 })
    expect(await does('wssswss')).toEqual(['8', 'ok', 'EIO', 'EIO', '8', 'ok', 'ok'])
    expect(disk.injected()).toEqual(['sync file', 'sync file'])
  })

  it('fails until it is healed, at run time, and counts anew for another fault', async () => {
    const { disk, does } = await openDisk()
    expect(await does('wo')).toEqual(['8', 'ok'])
    disk.fail({ call: 'any', error: 'ENOSPC' })
    expect(await does('wsto')).toEqual(['ENOSPC', 'ENOSPC', 'ENOSPC', 'ENOSPC'])
    disk.fail({ call: 'truncate', error: 'EINTR', from: 2 })
    expect(await does('wt')).toEqual(['8', 'ok'])
    disk.heal()
    expect(await does('wst')).toEqual(['8', 'ok', 'ok'])
  })

  it('takes half a write when it has just become full', async () => {
    const { disk, folder, does } = await openDisk()
    disk.fail({ call: 'write', error: 'SHORT', times: 2 })
    expect(await does('w')).toEqual(['8'])
    // Node writes the rest by itself: that there was a rest, twice, is the proof.
    expect(disk.injected()).toEqual(['write file', 'write file'])
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('before12345678')
  })

  it('that failed an fsync has lost what that one was for, whatever the next one says', async () => {
    const { disk, folder, does, child } = await openDisk()
    expect(await does('ws')).toEqual(['8', 'ok'])
    disk.fail({ call: 'sync', error: 'EIO', times: 1 })
    expect(await does('wss')).toEqual(['8', 'EIO', 'ok'])
    child.kill()
    await child.ended
    expect(losePower(folder, { kept: 'nothing' }).lost).toBe(1)
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('before12345678')
  })
})
