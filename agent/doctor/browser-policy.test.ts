import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { browserPolicyProblem, grantedIn, policyName } from './browser-policy.ts'

const [mine, other] = ['https://motcua.vinhlong.gov.vn', 'https://other.test']

test('a policy that names every application of the desk is enough in one browser', () => {
  expect(browserPolicyProblem([mine], [[], [other, mine]])).toBeUndefined()
})

test('what no policy names is said, with what to do', () => {
  expect(browserPolicyProblem([mine, other], [[], [other]])).toMatchObject({
    code: 'DB-AGT-060',
    args: { origins: mine },
  })
  expect(browserPolicyProblem([mine], [])).toMatchObject({ code: 'DB-AGT-060', args: { origins: mine } })
})

test('the policies of a folder are read, and what is no policy is passed over', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.json'), JSON.stringify({ [policyName]: [mine, 7] }))
  writeFileSync(join(folder, 'b.json'), '{')
  writeFileSync(join(folder, 'c.txt'), JSON.stringify({ [policyName]: [other] }))
  expect(grantedIn(folder)).toEqual([mine])
  expect(grantedIn(join(folder, 'none'))).toEqual([])
})

test('the files that are installed name the policy that is looked for', () => {
  const install = join(import.meta.dirname, '../../install')
  const linux = JSON.parse(readFileSync(join(install, 'linux/deskbridge-browser-policy.json'), 'utf8'))
  expect(linux).toEqual({ [policyName]: [mine] })
  const windows = readFileSync(join(install, 'windows/deskbridge-browser-policy.reg'), 'utf8')
  const keys = [
    ...windows.matchAll(/^\[HKEY_LOCAL_MACHINE\\Software\\Policies\\(.+)\\LocalNetworkAccessAllowedForUrls\]/gm),
  ]
  expect(keys.map(([, browser]) => browser)).toEqual(['Google\\Chrome', 'Microsoft\\Edge', 'Chromium'])
  expect([...windows.matchAll(/^"1"="(.+)"/gm)].map(([, origin]) => origin)).toEqual([mine, mine, mine])
})
