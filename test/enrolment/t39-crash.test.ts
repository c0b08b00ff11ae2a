import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { IdentityFolder } from '../../src/identity/index.ts'
import { scale } from '../faults/scale.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has } from '../support/processes.ts'
import { renewOnce } from './renew-once.ts'

const every: readonly string[] = ['mkdir', 'openat', 'fsync', 'rename', 'rmdir', 'unlink']
const calls = scale.pick<readonly string[]>({ short: ['rename', 'rmdir'], whole: every, long: every })
const child = join(import.meta.dirname, 'renew-once.ts')
const minutes = 60_000
/** Opening comes with every module, too: those of the first so many are not about the identity. */
const mostCalls = 40

/** Lets a renewal die at the n-th call of a kind that touches the identity. Whether it came to its end before that. */
function dieAt(folder: string, call: string, n: number): 'died' | 'ended' {
  const path = join(folder, 'identity')
  const paths = ['', '/next', '/next/key.new', '/next/cert.pem.new', '/next/ca.pem.new', '/identity.json.new', '/1']
  const watched = paths.flatMap((part) => ['-P', `${path}${part}`])
  const inject = `inject=${call}:signal=SIGKILL:when=${n}`
  const command = ['-f', '-q', '-o', '/dev/null', ...watched, '-e', `trace=${call}`, '-e', inject, process.execPath]
  // One thread does what is asked one after the other, so that the n-th call is the same each time.
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }
  try {
    const said = execFileSync('strace', [...command, child, '--child', folder], { env, stdio: 'pipe' }).toString()
    return said.includes('adopted') ? 'ended' : 'died'
  } catch (error) {
    if ((error as { signal?: string }).signal === 'SIGKILL' || (error as { status?: number }).status === 137)
      return 'died'
    throw error
  }
}

it.runIf(has('strace'))(
  'T39 a PC that dies at any step of a renewal has the old identity or the new one, whole, and can renew again',
  async () => {
    const origin = join(temporaryFolder(), 'data')
    await renewOnce(origin)
    const died: string[] = []
    for (const call of calls) {
      for (let n = 1; n <= mostCalls; n++) {
        const folder = join(temporaryFolder(), 'data')
        cpSync(origin, folder, { recursive: true })
        if (dieAt(folder, call, n) === 'ended') break
        died.push(`${call} ${n}`)
        const identity = new IdentityFolder(folder).read()
        expect(identity, `${call} ${n}`).toBeDefined()
        expect([1, 2], `${call} ${n}`).toContain(identity?.generation)
        const certificate = new X509Certificate(identity?.cert ?? '')
        expect(certificate.checkPrivateKey(createPrivateKey(identity?.key ?? '')), `${call} ${n}`).toBe(true)
        expect(await renewOnce(folder)).toBe(1)
        expect(readdirSync(join(folder, 'identity')), 'nothing unused is left').toHaveLength(2)
      }
    }
    process.stderr.write(`died at ${died.length} steps: ${died.join(', ')}\n`)
    expect(died.length).toBeGreaterThanOrEqual(scale.pick({ short: 5, whole: 20, long: 20 }))
  },
  20 * minutes,
)
