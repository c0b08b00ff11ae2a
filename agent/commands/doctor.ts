import { Command } from 'commander'
import { explain, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { examine, type Finding } from '../doctor/examine.ts'
import { type CommonOptions, configOption, jsonOption } from './options.ts'

/** `deskbridge doctor`: what is broken, and the first thing to do about it. Exit code 1 when something is. */
export function doctorCommand(io: CliIo): Command {
  return new Command('doctor')
    .description(text('cli.doctor', io.language()))
    .addOption(configOption(io))
    .addOption(jsonOption(io))
    .action(async ({ config: file, json }: CommonOptions) => {
      const findings = await examine(file, io.libraryFolder)
      if (json) io.out(JSON.stringify(findings.map((finding) => plain(io, finding))))
      else for (const finding of findings) print(io, finding)
      if (findings.some((finding) => finding.state === 'bad')) io.fail(1)
    })
}

const marks = { good: '✓', bad: '✗', unsure: '?' } as const

function print(io: CliIo, { subject, name, state, error }: Finding): void {
  const language = io.language()
  const verdict = text(`doctor.state.${state}`, language)
  io.out(`${marks[state]} ${text(`doctor.${subject}`, language)}${name === undefined ? '' : ` ${name}`}: ${verdict}`)
  if (error) io.out(`  ${explain(error, language)}`)
}

function plain(io: CliIo, { subject, name, state, error }: Finding) {
  if (!error) return { subject, name, state }
  const { code, place } = error
  const message = text(code, io.language(), error.args)
  return { subject, name, state, code, ...place, message, next: text(code, io.language(), error.args, 'next') }
}
