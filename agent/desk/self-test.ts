import { networkInterfaces } from 'node:os'
import { DeskError, type ErrorCode } from '../../src/core/index.ts'
import type { DeskView, Problem, Words } from '../../src/desk/index.ts'
import type { Agent } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { roles } from '../config/schema.ts'
import { examineFromWithin, type Finding } from '../doctor/examine.ts'
import { problemOf, wordsOf } from './words.ts'

/** One thing that was looked at, as somebody who is no technician reads it. */
export interface SelfTestLine {
  readonly subject: Words
  readonly state: 'good' | 'bad' | 'unsure'
  readonly problem: Problem | null
}

/** What the self-test looks at beside what the doctor does. */
export interface SelfTestOptions {
  readonly config: Config
  readonly agent: Pick<Agent, 'status'>
  view(): DeskView
}

/** Looks at everything between the desk and the centre, in the order in which one needs the other. */
export async function selfTest({ config, agent, view }: SelfTestOptions): Promise<SelfTestLine[]> {
  const findings = examineFromWithin(await agent.status(), config)
  const { link, clock, devices } = view()
  const lines = findings.map((finding) => {
    const line = lineOf(finding, devices)
    // The link knows better than the doctor, who only hears a code, why it is not there.
    return finding.subject === 'broker' && line.problem ? { ...line, problem: link.problem ?? line.problem } : line
  })
  const isFirst = (finding: Finding) => finding.subject !== 'device' && finding.subject !== 'disk'
  const split = findings.findIndex((finding) => !isFirst(finding))
  const before = split < 0 ? lines : lines.slice(0, split)
  return [
    networkLine(),
    ...before,
    judged(
      'page.check.centre',
      link.state === 'online' ? undefined : link.state === 'alone' ? 'DB-AGT-045' : 'DB-AGT-046',
    ),
    judged('page.check.clock', clock === 'synced' ? undefined : 'DB-AGT-047', 'unsure'),
    ...lines.slice(before.length),
  ]
}

function networkLine(): SelfTestLine {
  const isUp = Object.values(networkInterfaces()).some((list) => list?.some(({ internal }) => !internal))
  return judged('page.check.network', isUp ? undefined : 'DB-AGT-048')
}

function judged(
  subject: Parameters<typeof wordsOf>[0],
  code: ErrorCode | undefined,
  state: 'bad' | 'unsure' = 'bad',
): SelfTestLine {
  if (code === undefined) return { subject: wordsOf(subject), state: 'good', problem: null }
  return { subject: wordsOf(subject), state, problem: problemOf(new DeskError(code)) }
}

function lineOf({ subject, name, state, error }: Finding, devices: DeskView['devices']): SelfTestLine {
  const words = subject === 'device' ? deviceWords(name ?? '', devices) : wordsOf(`page.check.${subject}`)
  return { subject: words, state, problem: error ? problemOf(error) : null }
}

function deviceWords(name: string, devices: DeskView['devices']): Words {
  const found = devices.find((device) => device.name === name)
  const role = roles.find((one) => one === found?.role)
  const { vi, en } = role ? wordsOf(`device.role.${role}`) : { vi: name, en: name }
  const device = found?.title ?? name
  return {
    vi: wordsOf('page.check.device', { role: upper(vi), device }).vi,
    en: wordsOf('page.check.device', { role: upper(en), device }).en,
  }
}

function upper(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
