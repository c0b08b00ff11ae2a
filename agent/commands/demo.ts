import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'

interface DemoOptions {
  readonly port: number
  readonly data?: string
  readonly check?: boolean
}

const defaultPort = 47_800
const defaultFolder = '.deskbridge-demo'

/** `deskbridge demo`: a virtual desk and a centre to try it with; `--check` presses and counts by itself. */
export function demoCommand(io: CliIo): Command {
  const language = io.language()
  return new Command('demo')
    .description(text('cli.demo', language))
    .addOption(new Option('--port <port>', text('cli.option.port', language)).default(defaultPort).argParser(parsePort))
    .addOption(new Option('--data <folder>', text('cli.option.data', language)))
    .addOption(new Option('--check', text('cli.option.check', language)))
    .action(async ({ port, data, check }: DemoOptions) => {
      if (check) {
        const { checkDemo } = await import('../demo/check.ts')
        const holds = await checkDemo({
          out: io.out,
          language,
          ...(data === undefined ? {} : { dataFolder: resolve(data) }),
        })
        if (!holds) io.fail(1)
        return
      }
      const { runDemo } = await import('../demo/demo.ts')
      await runDemo({ dataFolder: resolve(data ?? defaultFolder), port, language, out: io.out })
    })
}

function parsePort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('0–65535')
  return port
}
