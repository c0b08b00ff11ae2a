import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { projectFolder } from '../../test/support/processes.ts'
import { browserPolicyProblem, grantedIn } from '../doctor/browser-policy.ts'
import { libraryFolder } from '../folders.ts'
import { browserPolicyCommand } from './browser-policy.ts'

const origins = ['https://motcua.vinhlong.gov.vn', 'https://motcua.test:8443']

async function policy(applications: readonly string[], ...args: readonly string[]): Promise<string> {
  const file = join(temporaryFolder(), 'deskbridge.yaml')
  const lines = ['centre: vinh-long', 'desk: quay-05', 'data: data', 'broker: { url: "mqtt://127.0.0.1:1883" }']
  writeFileSync(file, [...lines, 'counters: [{ id: 5 }]', `applications: ${JSON.stringify(applications)}`].join('\n'))
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const io = { out: say, err: say, keptUp: async () => {}, language: () => 'en' as const, libraryFolder, fail() {} }
  await browserPolicyCommand(io).parseAsync(['--config', file, ...args], { from: 'user' })
  return said.join('\n')
}

describe('deskbridge browser-policy', () => {
  it('names every configured application, and the doctor is content with the file', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'deskbridge.json'), await policy(origins, '--linux'))
    expect(grantedIn(folder)).toEqual(origins)
    expect(browserPolicyProblem(origins, [grantedIn(folder)])).toBeUndefined()
  })

  it('writes for the one application of the example what the example in install/ has', async () => {
    const example = (name: string) => readFileSync(join(projectFolder, 'install', name), 'utf8').trimEnd()
    const [one = ''] = origins
    const written = JSON.parse(await policy([one], '--linux'))
    expect(written).toEqual(JSON.parse(example('linux/deskbridge-browser-policy.json')))
    const keysOf = (registry: string) => registry.split(/\r?\n/).filter((line) => /^(\[HKEY|")/.test(line))
    const registry = await policy([one], '--windows')
    expect(keysOf(registry)).toEqual(keysOf(example('windows/deskbridge-browser-policy.reg')))
  })

  it('takes away from the registry what is no longer configured', async () => {
    const lines = (await policy(origins, '--windows')).split('\n')
    const emptied = lines.flatMap((line) => /^\[-(.*)\]$/.exec(line)?.[1] ?? [])
    const filled = lines.flatMap((line) => /^\[(HKEY.*)\]$/.exec(line)?.[1] ?? [])
    expect(emptied).toEqual(filled)
    expect(filled).toHaveLength(3)
    expect(lines.filter((line) => line === '"2"="https://motcua.test:8443"')).toHaveLength(3)
  })

  it('says so where no application is configured', async () => {
    await expect(policy([], '--linux')).rejects.toMatchObject({ code: 'DB-AGT-069' })
  })
})
