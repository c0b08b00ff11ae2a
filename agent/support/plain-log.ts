import { isErrorCode, text } from '../../src/core/index.ts'
import { keepMembers, keepNumber, keepPort, keepWord, type Rule } from './plain.ts'

const fields = keepMembers({
  time: keepWord,
  level: keepWord,
  code: keepWord,
  device: keepWord,
  counter: keepWord,
  profile: keepWord,
  port: keepPort,
  epoch: keepWord,
  sequence: keepNumber,
  count: keepNumber,
  bytes: keepNumber,
  ms: keepNumber,
  pid: keepNumber,
  exit: keepWord,
  state: keepWord,
})

/** What the program itself says in its log is short and in small letters. */
const ownWords = /^[a-z][a-z ,'-]{1,59}$/

/**
 * Lines of the log as others may see them. A sentence that was filled with something is told without that; what is no
 * line of our log is left out.
 */
export function plainLog(lines: readonly string[]): string {
  return lines.flatMap((line) => plainLine(line) ?? []).join('\n')
}

function plainLine(line: string): string | undefined {
  try {
    const written: unknown = JSON.parse(line)
    const message = keepMembers({ message: keepMessage })(written) as object | undefined
    return JSON.stringify({ ...(fields(written) as object), ...message })
  } catch {
    return undefined
  }
}

const keepMessage: Rule = (message) => {
  if (typeof message !== 'string') return undefined
  const code = /DB-[A-Z]{3}-\d{3}/.exec(message)?.[0]
  if (code !== undefined && isErrorCode(code)) return `${code}: ${text(code, 'en')}`
  return ownWords.test(message) ? message : undefined
}
