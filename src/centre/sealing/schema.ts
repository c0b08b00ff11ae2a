import type { Migration } from '../../sqlite/index.ts'

/** The keys to which desks seal. They are part of the database, so a backup of it is a backup of them. */
export const sealingVersion: Migration = `
  CREATE TABLE sealing_keys (
    -- In the order of making: the last is the one in use, all others open what was sealed to them.
    number  INTEGER PRIMARY KEY,
    key_id  TEXT    NOT NULL UNIQUE,
    -- As desks are given it, with the word of the centre, in JSON.
    public  TEXT    NOT NULL,
    -- Sealed where there is a passphrase.
    private TEXT    NOT NULL,
    -- Wall milliseconds.
    made    INTEGER NOT NULL
  ) STRICT;
`
