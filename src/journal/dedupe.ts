import type { Database } from '../sqlite/index.ts'

/** The names of presses already on disk that their devices may repeat: the newest {@link remembered} of them. */
export interface Dedupe {
  has(key: string): boolean
  /** Takes note of names that were just committed. */
  add(keys: readonly string[]): void
  /** Reads the names again. */
  reload(): Promise<void>
}

const remembered = 4096

/** Reads the known names into memory and drops the oldest ones from the table. */
export async function loadDedupe(db: Database): Promise<Dedupe> {
  // A Set keeps the order of insertion, so its first entry is the oldest.
  let known = new Set<string>()
  const dedupe: Dedupe = {
    has: (key) => known.has(key),
    add(keys) {
      for (const key of keys) known.add(key)
      for (const oldest of known) {
        if (known.size <= remembered) break
        known.delete(oldest)
      }
    },
    async reload() {
      const rows = await db.all('SELECT key FROM dedupe ORDER BY number')
      known = new Set(rows.map((row) => String(row.key)))
    },
  }
  await db.run('DELETE FROM dedupe WHERE number <= (SELECT max(number) FROM dedupe) - ?', remembered)
  await dedupe.reload()
  return dedupe
}
