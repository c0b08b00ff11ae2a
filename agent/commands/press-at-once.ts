import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { explain, toDeskError } from '../../src/core/index.ts'
import { controlClient } from '../control/client.ts'

/**
 * `deskbridge press NAME` without the rest of the program, which takes longer to load than a person likes to wait for a
 * key. False where it is not that simple; the ordinary command does it then, and says what is wrong.
 */
export async function pressAtOnce(argv: readonly string[]): Promise<boolean> {
  const wish = argv[2] === 'press' ? read(argv.slice(3)) : undefined
  const folder = wish && dataFolderOf(wish.config)
  if (!wish || folder === undefined) return false
  try {
    const { action, counter } = wish
    await controlClient(folder).press({ action, ...(counter === undefined ? {} : { counter }) })
  } catch (error) {
    process.stderr.write(
      `${explain(toDeskError(error, 'DB-AGT-003'), process.env.LANG?.startsWith('en') ? 'en' : 'vi')}\n`,
    )
    process.exitCode = 1
  }
  return true
}

function read(args: readonly string[]) {
  try {
    const options = {
      config: { type: 'string', short: 'c', default: 'deskbridge.yaml' },
      counter: { type: 'string' },
    } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [action] = positionals
    return action !== undefined && positionals.length === 1 ? { action, ...values } : undefined
  } catch {
    return undefined
  }
}

/** The plain word behind `data:` at the beginning of a line; anything that is more than that is for the YAML parser. */
function dataFolderOf(config: string): string | undefined {
  try {
    const [, data] =
      /^data:[ \t]+["']?([^"'#\s&*!|>{[][^"'#\n]*?)["']?[ \t]*(?:#.*)?$/m.exec(readFileSync(config, 'utf8')) ?? []
    return data === undefined ? undefined : resolve(dirname(config), data)
  } catch {
    return undefined
  }
}
