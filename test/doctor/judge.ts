import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Finding } from '../../agent/doctor/examine.ts'
import { DeskError, type ErrorCode, text } from '../../src/core/index.ts'
import { has, projectFolder } from '../support/processes.ts'
import type { Fault } from './fault.ts'
import type { House } from './house.ts'
import { newPc, type Pc } from './pc.ts'

/** How long a running desk may take until it knows what is wrong with it; no promise, it only ends the test. */
const patience = 45_000

/** Causes a fault and has the doctor look until it tells the codes; fails with what it told instead. */
export async function expectFound(fault: Fault, house: House): Promise<void> {
  const pc = newPc(house)
  const { user, ...surroundings } = (await fault.make(pc)) ?? {}
  const deadline = performance.now() + patience
  let found: readonly Finding[]
  do {
    found = user === undefined ? await pc.examine(surroundings) : await examineAs(user, pc)
  } while (codesOf(found).join() !== fault.codes.join() && performance.now() < deadline)
  expect(codesOf(found), found.map(({ error }) => error?.message ?? '').join('\n')).toEqual(fault.codes)
  if (user === undefined)
    for (const sentence of sentencesOf(found)) expect(sentence, 'a blank that nothing fills').not.toMatch(/\{\w+\}/)
}

/** The doctor of the command line, asked by another user. */
async function examineAs(user: number, { configFile }: Pc): Promise<Finding[]> {
  const { execPath } = process
  const doctor = [execPath, join(projectFolder, 'agent', 'deskbridge.ts'), 'doctor', '--json', '-c', configFile]
  const ids = [`--reuid=${user}`, `--regid=${user}`, '--clear-groups']
  // It ends with 1 where it finds something.
  const stdout = await new Promise<string>((resolve) => {
    execFile('setpriv', [...ids, ...doctor], { cwd: '/' }, (_, said) => resolve(said))
  })
  const said = JSON.parse(stdout) as readonly (Finding & { readonly code?: ErrorCode })[]
  return said.map(({ code, ...finding }) => (code ? { ...finding, error: new DeskError(code) } : finding))
}

/** What the doctor complains of, in its order. */
export function codesOf(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ error }) => (error ? [error.code] : []))
}

/** Whether a fault can be caused here; says loudly what is missing. */
export function canCause({ needs = [], cause }: Fault): boolean {
  return needs.every((need) => (need === 'root' ? isRoot(cause) : has(need)))
}

function isRoot(cause: string): boolean {
  if (process.getuid?.() === 0) return true
  process.stderr.write(`\n*** not root: "${cause}" is not tried here. Run the tests as root for it. ***\n`)
  return false
}

function sentencesOf(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ error }) =>
    error
      ? (['vi', 'en'] as const).flatMap((language) => [
          text(error.code, language, error.args),
          text(error.code, language, error.args, 'next'),
        ])
      : [],
  )
}
