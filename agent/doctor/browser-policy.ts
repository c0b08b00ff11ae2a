import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeskError } from '../../src/core/index.ts'

/** The policy by which Chromium lets a page reach the PC that it is shown on, without asking anybody. */
export const policyName = 'LocalNetworkAccessAllowedForUrls'

/** Where Chromium, Chrome and Edge look for policies on Linux. */
export const usualPolicyFolders: readonly string[] = [
  '/etc/chromium/policies/managed',
  '/etc/opt/chrome/policies/managed',
  '/etc/opt/edge/policies/managed',
]
/** And where on Windows. */
const policyKeys = ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium'].map(
  (browser) => `HKLM\\Software\\Policies\\${browser}\\${policyName}`,
)

/** What is wrong where no browser of this PC lets all these origins in; undefined where one does. */
export function browserPolicyProblem(
  origins: readonly string[],
  granted: readonly (readonly string[])[],
): DeskError | undefined {
  const missing = (allowed: readonly string[]) => origins.filter((origin) => !allowed.includes(origin))
  const [best = [...origins]] = granted.map(missing).sort((a, b) => a.length - b.length)
  return best.length === 0 ? undefined : new DeskError('DB-AGT-060', { origins: best.join(', ') })
}

/** The origins that each browser's policy names; on Windows they are not in folders. */
export function policiesIn(folders: readonly string[]): readonly (readonly string[])[] {
  return process.platform === 'win32' ? policyKeys.map(inRegistry) : folders.map(grantedIn)
}

/** A policy file of these folders that no browser can read; undefined where there is none. */
export function brokenPolicy(folders: readonly string[]): string | undefined {
  return folders.flatMap(filesIn).find((file) => contentOf(file) === undefined)
}

/** The origins that the policy files of a folder name. */
export function grantedIn(folder: string): readonly string[] {
  return filesIn(folder).flatMap(namedIn)
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name))
  } catch {
    // There is no such browser here, or its policies are not for our eyes.
    return []
  }
}

/** A browser does not read such a file either. */
function namedIn(file: string): readonly string[] {
  const named = contentOf(file)?.[policyName]
  return Array.isArray(named) ? named.filter((origin) => typeof origin === 'string') : []
}

/** Undefined where it is no JSON. */
function contentOf(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}

/** Lines such as `    1    REG_SZ    https://motcua.vinhlong.gov.vn`. */
function inRegistry(key: string): readonly string[] {
  try {
    const said = execFileSync('reg', ['query', key], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return [...said.matchAll(/REG_SZ\s+(\S+)/g)].map(([, origin = '']) => origin)
  } catch {
    return []
  }
}
