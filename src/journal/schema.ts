import type { Migration } from '../sqlite/index.ts'

/**
 * The journal's tables. What one commit writes to all of them goes through the view `commits`, whose triggers spread the
 * rows: one statement is one transaction is one fsync, without a BEGIN and COMMIT that cost a thread hop each.
 */
const firstVersion: Migration = `
  CREATE TABLE epochs (
    ordinal    INTEGER PRIMARY KEY,
    epoch      TEXT    NOT NULL UNIQUE,
    begun      TEXT    NOT NULL,
    -- The centre holds every fact up to this sequence.
    receipted  INTEGER NOT NULL DEFAULT 0,
    -- 1 once a fact of this epoch may have left the desk.
    sent       INTEGER NOT NULL DEFAULT 0,
    -- 1 when its unreceipted facts were issued again under a later epoch.
    superseded INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE facts (
    position INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,
    chain    TEXT NOT NULL,
    body     TEXT NOT NULL
  ) STRICT;

  CREATE TABLE state (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Presses that a device repeats until they are acknowledged. Row numbers grow, so the oldest can be dropped.
  CREATE TABLE dedupe (
    number INTEGER PRIMARY KEY,
    key    TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE inbox (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    body   TEXT NOT NULL,
    -- The result, once there is one.
    result TEXT
  ) STRICT;

  -- Results that the broker has not taken yet.
  CREATE TABLE results (
    number INTEGER PRIMARY KEY,
    body   TEXT NOT NULL
  ) STRICT;

  CREATE VIEW commits AS SELECT NULL AS kind, NULL AS a, NULL AS b, NULL AS c, NULL AS d;

  CREATE TRIGGER commit_fact INSTEAD OF INSERT ON commits WHEN NEW.kind = 'fact' BEGIN
    INSERT INTO facts (position, id, chain, body) VALUES (NEW.a, NEW.b, NEW.c, NEW.d);
  END;
  CREATE TRIGGER commit_state INSTEAD OF INSERT ON commits WHEN NEW.kind = 'state' BEGIN
    INSERT INTO state (key, value) VALUES (NEW.a, NEW.b) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
  END;
  CREATE TRIGGER commit_dedupe INSTEAD OF INSERT ON commits WHEN NEW.kind = 'dedupe' BEGIN
    INSERT INTO dedupe (key) VALUES (NEW.a) ON CONFLICT (key) DO NOTHING;
  END;
  CREATE TRIGGER commit_result INSTEAD OF INSERT ON commits WHEN NEW.kind = 'result' BEGIN
    UPDATE inbox SET result = NEW.b WHERE id = NEW.a;
    INSERT INTO results (body) VALUES (NEW.b);
  END;
`

/**
 * `last` bounds what an epoch that is over delivers: facts beyond it were issued again under a later one. A program of the
 * version before goes by `superseded`, which is still kept.
 */
const secondVersion: Migration = `
  ALTER TABLE epochs ADD COLUMN last INTEGER;
  UPDATE epochs SET last = receipted WHERE superseded = 1;
  CREATE TRIGGER epoch_superseded AFTER UPDATE OF superseded ON epochs WHEN NEW.superseded = 1 AND NEW.last IS NULL BEGIN
    UPDATE epochs SET last = receipted WHERE ordinal = NEW.ordinal;
  END;

  -- The originals of facts that go out as tombstones.
  CREATE TABLE quarantine (
    position INTEGER PRIMARY KEY,
    reason   TEXT NOT NULL,
    body     TEXT NOT NULL
  ) STRICT;
`

/**
 * What has left the desk: up to `stripped` personal facts are dropped to their hash; rows up to `pruned` are gone, and
 * `pruned_chain` is the chain value of the last of them. The newest confirmed row of an epoch is never dropped, so a
 * program of the version before still finds where it stands.
 */
const thirdVersion: Migration = `
  ALTER TABLE epochs ADD COLUMN stripped INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE epochs ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE epochs ADD COLUMN pruned_chain TEXT NOT NULL DEFAULT '';

  -- How far each epoch was confirmed at wall times, in milliseconds, at which the clock agreed with the centre's.
  CREATE TABLE milestones (
    at        INTEGER NOT NULL,
    ordinal   INTEGER NOT NULL,
    receipted INTEGER NOT NULL,
    PRIMARY KEY (at, ordinal)
  ) STRICT, WITHOUT ROWID;
`

/** All migrations, in order. A released one never changes; the previous version must be able to read what the newest writes. */
export const migrations: readonly Migration[] = [firstVersion, secondVersion, thirdVersion]

/** The version of the tables that this program writes. */
export const newestSchema: number = migrations.length
