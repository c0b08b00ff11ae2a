import type { Language } from '../src/core/index.ts'

/** What a subcommand needs of the world, so that tests can look at what it says. */
export interface CliIo {
  /** One line of the answer, to standard output. */
  out(line: string): void
  /** Resolves when the reader has kept up with what was said; for long answers. */
  keptUp(): Promise<void>
  /** One line about the work or a mistake, to standard error. */
  err(line: string): void
  language(): Language
  /** The device library that came with the program. */
  readonly libraryFolder: string
  /** Sets the exit code: 1 what was asked does not hold, 2 the command was not understood. */
  fail(code: 1 | 2): void
}
