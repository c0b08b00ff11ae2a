import type { Migration } from '../../sqlite/index.ts'

/** The hall of the reference centre. All times are wall milliseconds. */
export const hallVersion: Migration = `
  DROP TABLE tickets;

  CREATE TABLE hall_tickets (
    -- Grows with each ticket: the order of calling.
    number   INTEGER PRIMARY KEY,
    day      TEXT    NOT NULL,
    ticket   TEXT    NOT NULL,
    field    TEXT    NOT NULL,
    priority INTEGER NOT NULL,
    -- 'issued' here; 'reserved', from a block of a counter; 'desk', nobody but a desk has told of it.
    source   TEXT    NOT NULL,
    block    TEXT,
    state    TEXT    NOT NULL,
    -- The counter that has it or had it last; none while it waits.
    place    TEXT,
    -- The only counter that may call it while it waits.
    target   TEXT,
    issued   INTEGER NOT NULL,
    called   INTEGER,
    ended    INTEGER,
    -- 1 when it only must be over, as its counter has called another: what the facts say of it counts.
    assumed  INTEGER NOT NULL DEFAULT 0,
    -- Of a held ticket: it comes back when its counter has called so many.
    due      INTEGER,
    UNIQUE (day, ticket)
  ) STRICT;
  CREATE INDEX hall_tickets_by_state ON hall_tickets (day, state, priority, number);
  CREATE INDEX hall_tickets_by_place ON hall_tickets (place, day, state);
  CREATE INDEX hall_tickets_by_block ON hall_tickets (block) WHERE block IS NOT NULL;

  -- The last number of each prefix and day.
  CREATE TABLE hall_numbers (
    day    TEXT    NOT NULL,
    prefix TEXT    NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (day, prefix)
  ) STRICT, WITHOUT ROWID;

  -- Which counters ever had a ticket: since when, and when each last did something with it, by its own clock.
  CREATE TABLE hall_claims (
    day    TEXT    NOT NULL,
    ticket TEXT    NOT NULL,
    place  TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (day, ticket, place)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE hall_conflicts (
    id          INTEGER PRIMARY KEY,
    day         TEXT    NOT NULL,
    ticket      TEXT    NOT NULL,
    -- Both places in the order of their names, so that they conflict once.
    pair        TEXT    NOT NULL,
    first       TEXT    NOT NULL,
    first_at    INTEGER NOT NULL,
    first_told  INTEGER NOT NULL DEFAULT 0,
    second      TEXT    NOT NULL,
    second_at   INTEGER NOT NULL,
    second_told INTEGER NOT NULL DEFAULT 0,
    settled     INTEGER,
    words       TEXT,
    UNIQUE (day, ticket, pair)
  ) STRICT;

  -- Numbers that counters have put on show because this centre said so: what a voice says.
  CREATE TABLE hall_calls (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    day      TEXT    NOT NULL,
    ticket   TEXT    NOT NULL,
    place    TEXT    NOT NULL,
    at       INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX hall_calls_by_day ON hall_calls (day, number);

  -- Tickets in the order in which they were given to counters, for those who have priority.
  CREATE TABLE hall_given (
    number   INTEGER PRIMARY KEY,
    day      TEXT    NOT NULL,
    field    TEXT    NOT NULL,
    priority INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX hall_given_by_field ON hall_given (day, field, priority, number);

  -- Answers that show a number, until their counter has said what became of them.
  CREATE TABLE hall_answers (
    command TEXT    PRIMARY KEY,
    ticket  INTEGER NOT NULL,
    place   TEXT    NOT NULL,
    -- 'call', it gives the ticket to the counter; 'recall', the counter has it already.
    kind    TEXT    NOT NULL,
    -- How the ticket was before, to be so again should the counter not take it.
    before  TEXT    NOT NULL,
    at      INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX hall_answers_by_ticket ON hall_answers (ticket);

  CREATE TABLE hall_places (
    place  TEXT    PRIMARY KEY,
    -- {centre}/{desk}
    desk   TEXT    NOT NULL,
    -- What stands before its reserved numbers.
    prefix TEXT    UNIQUE,
    -- How many tickets were given to it.
    calls  INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  -- Numbers that are one counter's alone. The one of a place with the highest number is the one it is to have.
  CREATE TABLE hall_blocks (
    number INTEGER PRIMARY KEY,
    id     TEXT    NOT NULL UNIQUE,
    place  TEXT    NOT NULL,
    prefix TEXT    NOT NULL,
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    digits INTEGER NOT NULL,
    made   INTEGER NOT NULL,
    closed INTEGER,
    used   INTEGER,
    unused INTEGER
  ) STRICT;
  CREATE INDEX hall_blocks_by_place ON hall_blocks (place, number);

  CREATE TABLE hall_officers (
    officer  TEXT    PRIMARY KEY,
    salt     TEXT,
    key      TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    -- How often in a row it was locked, and until when.
    locks    INTEGER NOT NULL DEFAULT 0,
    until    INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  -- Of proofs that were right: each is good for once.
  CREATE TABLE hall_nonces (nonce TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE hall_services (
    service     TEXT    PRIMARY KEY,
    day         TEXT    NOT NULL,
    place       TEXT    NOT NULL,
    ticket      TEXT    NOT NULL,
    officer     TEXT,
    began       INTEGER,
    ended       INTEGER,
    outcome     TEXT,
    provisional INTEGER NOT NULL DEFAULT 0,
    late        INTEGER NOT NULL DEFAULT 0,
    -- Who is rated is said by the rating itself.
    rated       TEXT,
    level       INTEGER,
    of          INTEGER,
    scale       TEXT,
    via         TEXT,
    occasion    TEXT,
    answers     TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX hall_services_by_day ON hall_services (day);

  -- Who sat where, since when.
  CREATE TABLE hall_shifts (
    place   TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    officer TEXT,
    PRIMARY KEY (place, at)
  ) STRICT, WITHOUT ROWID;

  -- How often something happened on a day: 'provisional' acts, 'unattributed' presses.
  CREATE TABLE hall_counts (
    day   TEXT    NOT NULL,
    kind  TEXT    NOT NULL,
    place TEXT    NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, kind, place)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE hall_outages (
    number INTEGER PRIMARY KEY,
    desk   TEXT    NOT NULL,
    since  INTEGER NOT NULL,
    until  INTEGER
  ) STRICT;
  CREATE INDEX hall_outages_open ON hall_outages (desk) WHERE until IS NULL;

  CREATE TABLE hall_scales (scale TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
  -- One row each.
  CREATE TABLE hall_config (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE hall_life (one INTEGER PRIMARY KEY CHECK (one = 1), alive INTEGER NOT NULL) STRICT;
`
