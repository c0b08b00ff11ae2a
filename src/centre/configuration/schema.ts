import type { Migration } from '../../sqlite/index.ts'

/** What was pushed to desks. All times are wall milliseconds. */
export const configurationVersion: Migration = `
  CREATE TABLE provision_pushes (
    -- The revision: one for all desks of a push.
    revision INTEGER PRIMARY KEY,
    made     INTEGER NOT NULL,
    -- 'going', 'stopped' at a failure, 'done'; 'file', it went out on a stick.
    state    TEXT    NOT NULL,
    -- How many desks go before the others.
    first    INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE provision_desks (
    revision INTEGER NOT NULL,
    desk     TEXT    NOT NULL,
    -- From 0: the order in which they go.
    place    INTEGER NOT NULL,
    -- 'waiting', 'sent', 'applied', 'refused'; 'held', it will not be sent, or a newer one took its place.
    state    TEXT    NOT NULL,
    error    TEXT,
    body     TEXT    NOT NULL,
    PRIMARY KEY (revision, desk)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX provision_by_desk ON provision_desks (desk, revision);
`
