/** The last warnings and errors of the log, for people who look for what is wrong. */
export interface RecentLog {
  /** A line as the log writes it. */
  take(line: string): void
  /** Newest first. */
  lines(): readonly string[]
}

const kept = 60

/** Keeps lines of the level `warn` and `error`. The log has left out what is personal before. */
export function keepRecentLog(): RecentLog {
  const lines: string[] = []
  return {
    take(line) {
      if (!/"level":"(warn|error)"/.test(line)) return
      lines.unshift(line)
      if (lines.length > kept) lines.pop()
    },
    lines: () => lines,
  }
}
