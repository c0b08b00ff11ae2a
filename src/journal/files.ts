/** The file of the journal within the data folder. */
export const journalFile = 'journal.db'

/** Its write-ahead log, as SQLite names it. */
export const logFile = `${journalFile}-wal`

/** A copy of the log from before SQLite opened it, which writes it back and removes it when it closes a damaged file. */
export const keptLogFile = `${logFile}.kept`

/** A new journal in the making, from what a damaged one held. */
export const salvagedFile = 'journal.salvaged.db'
