import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { has, projectFolder, start } from '../support/processes.ts'

describe.runIf(has('strace'))('the operating system sees', () => {
  it('the disk synchronised before every acceptance (finding 6: with less, a power cut loses accepted facts)', async () => {
    const [folder, count] = [temporaryFolder(), 30]
    const trace = join(folder, 'trace')
    const script = join(projectFolder, 'test', 'support', 'accept-one-by-one.ts')
    const calls = 'trace=fsync,fdatasync,write'
    const running = start('strace', [
      '-f',
      '-qq',
      '-e',
      calls,
      '-o',
      trace,
      process.execPath,
      script,
      join(folder, 'data'),
      String(count),
    ])
    expect(await running.ended, running.said()).toBe(0)

    let synchronised = 0
    const unsynchronised: string[] = []
    let accepted = 0
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/fd?(data)?sync\(\d+\)?.*= 0$|f(data)?sync resumed.*= 0$/.test(line)) synchronised++
      const said = /"accepted (\d+)/.exec(line)
      if (!said) continue
      accepted++
      if (synchronised === 0) unsynchronised.push(said[1] ?? '')
      synchronised = 0
    }
    expect(accepted).toBe(count)
    expect(unsynchronised).toEqual([])
  })
})
