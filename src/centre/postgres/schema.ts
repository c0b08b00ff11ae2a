/** All migrations of the centre's schema, in order. `{schema}` is its name. A released one never changes. */
export const migrations: readonly string[] = [
  `
  -- A row of its own for each desk, so that whoever takes its facts can hold it.
  CREATE TABLE {schema}.desks (
    desk   text PRIMARY KEY,
    online boolean NOT NULL DEFAULT false,
    seen   timestamptz,
    state  json
  );

  -- What the centre has of each life of each desk's journal: everything up to "applied", and the chain value it computed.
  CREATE TABLE {schema}.streams (
    desk         text   NOT NULL,
    epoch        text   NOT NULL,
    applied      bigint NOT NULL,
    chain        text   NOT NULL,
    replay_asked timestamptz,
    PRIMARY KEY (desk, epoch)
  );

  -- The body is text, as it came: JSON may hold what json and jsonb refuse. Cast it to read it.
  CREATE TABLE {schema}.facts (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    desk      text    NOT NULL,
    epoch     text    NOT NULL,
    sequence  bigint  NOT NULL,
    id        text    NOT NULL,
    type      text    NOT NULL,
    received  timestamptz NOT NULL,
    -- False when this id had its effect before, under another number, or when it has none.
    effective boolean NOT NULL,
    body      text    NOT NULL,
    UNIQUE (desk, epoch, sequence)
  );
  CREATE UNIQUE INDEX facts_by_id ON {schema}.facts (id) WHERE effective;
  CREATE INDEX facts_tombstones ON {schema}.facts (number) WHERE type = 'deskbridge.tombstone';

  -- Facts that came before their predecessors.
  CREATE TABLE {schema}.early (
    desk     text   NOT NULL,
    epoch    text   NOT NULL,
    sequence bigint NOT NULL,
    received timestamptz NOT NULL,
    body     text   NOT NULL,
    PRIMARY KEY (desk, epoch, sequence)
  );

  CREATE TABLE {schema}.dead_letters (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    desk     text NOT NULL,
    received timestamptz NOT NULL,
    kind     text NOT NULL,
    reason   text NOT NULL,
    times    integer NOT NULL DEFAULT 1,
    epoch    text,
    sequence bigint,
    -- Of the body, so that one that is sent again and again is one row.
    hash     text NOT NULL,
    body     text NOT NULL,
    UNIQUE (desk, kind, hash)
  );
  `,
]
