import { execFileSync } from 'node:child_process'
import { projectFolder } from './platform.ts'

/** What is known of the packages' signatures, in a sentence. */
export type Audit = { readonly kind: 'good' | 'bad' | 'not looked'; readonly said: string }

/** Asks npm whether what is installed is what its makers signed, where a registry can be reached that tells. */
export function auditSignatures(): Audit {
  try {
    const said = execFileSync('npm', ['audit', 'signatures'], { cwd: projectFolder, encoding: 'utf8', stdio: 'pipe' })
    return { kind: 'good', said: told(said) }
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string }
    const isBad = /(invalid|missing) registry signature|invalid attestation/i.test(stdout + stderr)
    return { kind: isBad ? 'bad' : 'not looked', said: told(isBad ? stdout + stderr : stderr) }
  }
}

/** The lines that say why, without npm's advice. */
function told(said: string): string {
  const lines = said.split('\n').filter((line) => /verified|signature|attestation|failed|code E/i.test(line))
  const words = lines.map((line) => line.replace(/^npm error /, '').trim()).join('; ')
  return words || said.trim().split('\n').at(-1) || 'npm does not say why'
}
