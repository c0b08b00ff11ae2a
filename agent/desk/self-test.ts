import type { DeskView, Problem, Words } from '../../src/desk/index.ts'
import type { Config } from '../config/config.ts'
import { examineFromWithin, type Finding } from '../doctor/examine.ts'
import type { AskedAgent } from '../doctor/health.ts'
import { problemOf, wordsOf } from './words.ts'

/** One thing that was looked at, as somebody who is no technician reads it. */
export interface SelfTestLine {
  readonly subject: Words
  readonly state: 'good' | 'bad' | 'unsure'
  readonly problem: Problem | null
}

/** What the self-test looks at. */
export interface SelfTestOptions {
  readonly config: Config
  readonly agent: AskedAgent
  view(): DeskView
}

/** Looks at everything between the desk and the centre, in the order in which one needs the other. */
export async function selfTest({ config, agent, view }: SelfTestOptions): Promise<SelfTestLine[]> {
  const findings = await examineFromWithin(agent, config)
  const { devices } = view()
  return findings.map((finding) => lineOf(finding, devices))
}

function lineOf({ subject, name, state, error }: Finding, devices: DeskView['devices']): SelfTestLine {
  const words = subject === 'device' ? deviceWords(name ?? '', devices) : wordsOf(`doctor.${subject}`)
  return { subject: words, state, problem: error ? problemOf(error) : null }
}

function deviceWords(name: string, devices: DeskView['devices']): Words {
  return devices.find((device) => device.name === name)?.words ?? { vi: name, en: name }
}
