import { Command, Option } from 'commander'
import { DeskError, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { policyName } from '../doctor/browser-policy.ts'
import { configOption, readConfig } from './options.ts'

interface PolicyOptions {
  readonly config: string
  readonly linux?: boolean
  readonly windows?: boolean
}

/** Where the browsers of Windows look for a policy. */
const registryKeys = ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium']

/** `deskbridge browser-policy`: the file by which the browsers of this PC let the configured applications in. */
export function browserPolicyCommand(io: CliIo): Command {
  const language = io.language()
  return new Command('browser-policy')
    .description(text('cli.browser-policy', language))
    .addOption(configOption(io))
    .addOption(new Option('--linux', text('cli.browser-policy.linux', language)).conflicts('windows'))
    .addOption(new Option('--windows', text('cli.browser-policy.windows', language)))
    .action(({ config: file, linux, windows }: PolicyOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      const { applications } = config
      if (applications.length === 0) throw new DeskError('DB-AGT-069', { file })
      const isForWindows = windows ?? (linux ? false : process.platform === 'win32')
      const lines = isForWindows ? registryFile(applications) : [policyFile(applications)]
      for (const line of lines) io.out(line)
    })
}

function policyFile(origins: readonly string[]): string {
  return JSON.stringify({ [policyName]: origins }, null, 2)
}

/** The registry editor reads it in any line ending. */
function registryFile(origins: readonly string[]): readonly string[] {
  const values = origins.map((origin, index) => `"${index + 1}"="${origin}"`)
  // A list that once was longer must not keep what it lost: the key goes, then comes back.
  const keys = registryKeys.flatMap((browser) => {
    const key = `HKEY_LOCAL_MACHINE\\Software\\Policies\\${browser}\\${policyName}`
    return ['', `[-${key}]`, '', `[${key}]`, ...values]
  })
  return ['Windows Registry Editor Version 5.00', ...keys]
}
