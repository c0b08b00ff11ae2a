import type { Migration } from '../../sqlite/index.ts'

/** Who may be a desk of this centre. All times are wall milliseconds. */
export const enrolmentVersion: Migration = `
  -- What desks are told of this centre. One row.
  CREATE TABLE enrol_centre (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    centre TEXT    NOT NULL,
    broker TEXT    NOT NULL,
    root   TEXT    NOT NULL
  ) STRICT;

  -- 'desks' and 'servers' sign certificates, 'signing' signs what desks are to do. The key is sealed where there is a passphrase.
  CREATE TABLE enrol_authorities (
    kind        TEXT    PRIMARY KEY,
    certificate TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    made        INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- One open code for a desk at most; what is kept cannot be turned back into the code.
  CREATE TABLE enrol_codes (
    desk     TEXT    PRIMARY KEY,
    salt     TEXT    NOT NULL,
    key      TEXT    NOT NULL,
    until    INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE enrol_certificates (
    -- In the order of issue: the line of a desk.
    number  INTEGER PRIMARY KEY,
    serial  TEXT    NOT NULL UNIQUE,
    desk    TEXT    NOT NULL,
    issued  INTEGER NOT NULL,
    until   INTEGER NOT NULL,
    -- When its desk first said that it works.
    used    INTEGER,
    revoked INTEGER,
    reason  TEXT
  ) STRICT;
  CREATE INDEX enrol_certificates_by_desk ON enrol_certificates (desk, number);

  -- Desks that are shut out by their name, since when and why.
  CREATE TABLE enrol_denied (
    desk   TEXT    PRIMARY KEY,
    since  INTEGER NOT NULL,
    reason TEXT    NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Desks that are to forget everything, until they have.
  CREATE TABLE enrol_wipes (
    desk   TEXT    PRIMARY KEY,
    asked  INTEGER NOT NULL,
    reason TEXT    NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Grows with everything that the broker has to be told. One row.
  CREATE TABLE enrol_changes (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL) STRICT;
  INSERT INTO enrol_changes VALUES (1, 1);
`

/** An order to forget is for the PC that had the name when it was given: another one may have it by now. */
export const wipesVersion: Migration = `
  CREATE TABLE enrol_forget (
    -- Of a certificate of that PC.
    serial TEXT    PRIMARY KEY,
    desk   TEXT    NOT NULL,
    asked  INTEGER NOT NULL,
    reason TEXT    NOT NULL,
    -- When it said that it has forgotten.
    done   INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX enrol_forget_by_desk ON enrol_forget (desk, asked);

  INSERT INTO enrol_forget
    SELECT serial, desk, asked, enrol_wipes.reason, NULL FROM enrol_wipes JOIN enrol_certificates USING (desk)
    WHERE issued <= asked AND revoked IS NULL;
  DROP TABLE enrol_wipes;
`
