/** The last of the log, for people who look for what is wrong. */
export interface RecentLog {
  /** A line as the log writes it. */
  take(line: string): void
  /** Warnings and errors, newest first. */
  lines(): readonly string[]
  /** Of all levels, oldest first. */
  all(): readonly string[]
}

const kept = 60
const keptOfAll = 500

/** Keeps what the log writes, which has left out what is personal before. */
export function keepRecentLog(): RecentLog {
  const lines: string[] = []
  const all: string[] = []
  return {
    take(line) {
      all.push(line)
      if (all.length > keptOfAll) all.shift()
      if (!/"level":"(warn|error)"/.test(line)) return
      lines.unshift(line)
      if (lines.length > kept) lines.pop()
    },
    lines: () => lines,
    all: () => all,
  }
}
