/** The texts of the statements. Rows come in as one JSON array of arrays. */
export const statements = {
  streams: 'SELECT desk, epoch, applied, chain FROM streams WHERE desk IN (SELECT value FROM json_each(?))',
  saveStreams: `
    INSERT INTO streams (desk, epoch, applied, chain)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
    ON CONFLICT (desk, epoch) DO UPDATE SET applied = excluded.applied, chain = excluded.chain`,
  early: `
    SELECT early.* FROM json_each(?) AS range JOIN early
      ON early.desk = range.value ->> 0 AND early.epoch = range.value ->> 1
      AND early.sequence > range.value ->> 2 AND early.sequence <= range.value ->> 3`,
  keepEarly: `
    INSERT INTO early (desk, epoch, sequence, received, body)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
    ON CONFLICT DO NOTHING`,
  dropEarly: `
    DELETE FROM early WHERE (desk, epoch, sequence) IN (
      SELECT early.desk, early.epoch, early.sequence FROM json_each(?) AS range JOIN early
        ON early.desk = range.value ->> 0 AND early.epoch = range.value ->> 1
        AND early.sequence > range.value ->> 2 AND early.sequence <= range.value ->> 3)`,
  effective: 'SELECT id FROM facts WHERE effective = 1 AND id IN (SELECT value FROM json_each(?))',
  addFacts: `
    INSERT INTO facts (desk, epoch, sequence, id, type, received, effective, body)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
    FROM json_each(?)`,
  markEffective: 'UPDATE facts SET effective = 1 WHERE desk = ? AND epoch = ? AND sequence = ?',
  // The bound holds for messages that nobody has receipted; one whose number is filled is kept always.
  addLetters: `
    INSERT INTO dead_letters (desk, received, kind, reason, epoch, sequence, hash, body, times)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
      value ->> 8
    FROM json_each(?)
    WHERE value ->> 2 = 'no-effect' OR
      (SELECT count(*) FROM dead_letters WHERE desk = value ->> 0 AND kind <> 'no-effect') < ?
    ON CONFLICT (desk, kind, hash) DO UPDATE SET times = times + excluded.times, reason = excluded.reason`,
  letter: 'SELECT * FROM dead_letters WHERE number = ?',
  dropLetter: 'DELETE FROM dead_letters WHERE number = ?',
  letters: 'SELECT * FROM dead_letters ORDER BY number LIMIT ?',
  recent: 'SELECT * FROM facts WHERE effective = 1 ORDER BY number DESC LIMIT ?',
  tombstones: "SELECT * FROM facts WHERE type = 'deskbridge.tombstone' ORDER BY number DESC LIMIT ?",
  gaps: `
    SELECT early.desk, early.epoch, coalesce(applied, 0) + 1 AS next, count(*) AS waiting,
      max(sequence) AS highest, min(received) AS since
    FROM early LEFT JOIN streams ON streams.desk = early.desk AND streams.epoch = early.epoch
    GROUP BY early.desk, early.epoch ORDER BY since`,
  claimReplay: `
    INSERT INTO streams (desk, epoch, applied, chain, replay_asked) VALUES (?, ?, 0, printf('%064d', 0), ?)
    ON CONFLICT (desk, epoch) DO UPDATE SET replay_asked = excluded.replay_asked
      WHERE replay_asked IS NULL OR replay_asked < ?
    RETURNING 1 AS claimed`,
  // A sign of life may be reported late, by another consumer.
  savePresence: `
    INSERT INTO desks (desk, online, seen, state)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
    ON CONFLICT (desk) DO UPDATE SET online = excluded.online,
      seen = nullif(max(coalesce(seen, ''), coalesce(excluded.seen, '')), ''), state = coalesce(excluded.state, state)`,
  desks: 'SELECT desk, online, seen, state FROM desks ORDER BY desk',
} as const
