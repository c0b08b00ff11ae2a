import type { Migration } from '../../sqlite/index.ts'
import { configurationVersion } from '../configuration/schema.ts'
import { enrolmentVersion, wipesVersion } from '../enrolment/schema.ts'
import { sealingVersion } from '../sealing/schema.ts'
import { hallVersion } from './hall-schema.ts'

const firstVersion: Migration = `
  -- What the centre has of each life of each desk's journal: everything up to "applied", and the chain value it computed.
  CREATE TABLE streams (
    desk    TEXT    NOT NULL,
    epoch   TEXT    NOT NULL,
    applied INTEGER NOT NULL,
    chain   TEXT    NOT NULL,
    PRIMARY KEY (desk, epoch)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE facts (
    number    INTEGER PRIMARY KEY,
    desk      TEXT    NOT NULL,
    epoch     TEXT    NOT NULL,
    sequence  INTEGER NOT NULL,
    id        TEXT    NOT NULL,
    type      TEXT    NOT NULL,
    received  TEXT    NOT NULL,
    -- 0 when this id had its effect before, under another number.
    effective INTEGER NOT NULL,
    body      TEXT    NOT NULL,
    UNIQUE (desk, epoch, sequence)
  ) STRICT;
  CREATE UNIQUE INDEX facts_by_id ON facts (id) WHERE effective = 1;

  -- Facts that came before their predecessors.
  CREATE TABLE early (
    desk     TEXT    NOT NULL,
    epoch    TEXT    NOT NULL,
    sequence INTEGER NOT NULL,
    body     TEXT    NOT NULL,
    PRIMARY KEY (desk, epoch, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE dead_letters (
    number   INTEGER PRIMARY KEY,
    desk     TEXT NOT NULL,
    received TEXT NOT NULL,
    reason   TEXT NOT NULL,
    body     TEXT NOT NULL
  ) STRICT;

  CREATE TABLE tickets (
    number  INTEGER PRIMARY KEY,
    ticket  TEXT NOT NULL UNIQUE,
    state   TEXT NOT NULL,
    counter TEXT,
    -- The command that told the counter, while it is not known to have arrived.
    command TEXT
  ) STRICT;
  CREATE INDEX tickets_by_state ON tickets (state, number);
`

const secondVersion: Migration = `
  -- A tombstone does not speak for its id.
  UPDATE facts SET effective = 0 WHERE type = 'deskbridge.tombstone';
  CREATE INDEX facts_tombstones ON facts (number) WHERE type = 'deskbridge.tombstone';

  ALTER TABLE streams ADD COLUMN replay_asked TEXT;
  ALTER TABLE early ADD COLUMN received TEXT NOT NULL DEFAULT '1970-01-01T07:00:00.000+07:00';

  ALTER TABLE dead_letters ADD COLUMN kind TEXT NOT NULL DEFAULT 'no-fact';
  ALTER TABLE dead_letters ADD COLUMN times INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE dead_letters ADD COLUMN epoch TEXT;
  ALTER TABLE dead_letters ADD COLUMN sequence INTEGER;
  -- Of the body, so that one that is sent again and again is one row.
  ALTER TABLE dead_letters ADD COLUMN hash TEXT;
  CREATE UNIQUE INDEX dead_letters_by_body ON dead_letters (desk, kind, hash);

  CREATE TABLE desks (
    desk   TEXT    PRIMARY KEY,
    online INTEGER NOT NULL,
    seen   TEXT,
    state  TEXT
  ) STRICT, WITHOUT ROWID;
`

/** All migrations of the centre's database, in order. */
export const migrations: readonly Migration[] = [
  firstVersion,
  secondVersion,
  hallVersion,
  enrolmentVersion,
  configurationVersion,
  wipesVersion,
  sealingVersion,
]
