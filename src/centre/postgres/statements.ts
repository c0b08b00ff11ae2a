/** See {@link statements}. */
export type Statements = ReturnType<typeof statements>

/** The texts of the statements for a schema. */
export function statements(schema: string) {
  return {
    // In the order of the names both, so that two transactions never wait for each other.
    addDesks: `
      INSERT INTO ${schema}.desks (desk) SELECT desk FROM unnest($1::text[]) AS t (desk)
      WHERE NOT EXISTS (SELECT FROM ${schema}.desks AS known WHERE known.desk = t.desk)
      ORDER BY desk ON CONFLICT DO NOTHING`,
    lockDesks: `SELECT desk FROM ${schema}.desks WHERE desk = ANY ($1::text[]) ORDER BY desk FOR UPDATE`,
    streams: `SELECT desk, epoch, applied, chain FROM ${schema}.streams WHERE desk = ANY ($1::text[])`,
    saveStreams: `
      INSERT INTO ${schema}.streams (desk, epoch, applied, chain)
      SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
      ON CONFLICT (desk, epoch) DO UPDATE SET applied = excluded.applied, chain = excluded.chain`,
    early: `
      SELECT early.* FROM ${schema}.early
      JOIN unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS range (desk, epoch, after, up_to)
        ON early.desk = range.desk AND early.epoch = range.epoch AND sequence > after AND sequence <= up_to`,
    keepEarly: `
      INSERT INTO ${schema}.early (desk, epoch, sequence, received, body)
      SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::text[])
      ON CONFLICT DO NOTHING`,
    dropEarly: `
      DELETE FROM ${schema}.early
      USING unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS range (desk, epoch, after, up_to)
      WHERE early.desk = range.desk AND early.epoch = range.epoch AND sequence > after AND sequence <= up_to`,
    effective: `SELECT id FROM ${schema}.facts WHERE effective AND id = ANY ($1::text[])`,
    addFacts: `
      INSERT INTO ${schema}.facts (desk, epoch, sequence, id, type, received, effective, body)
      SELECT * FROM unnest(
        $1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::boolean[], $8::text[])`,
    markEffective: `UPDATE ${schema}.facts SET effective = true WHERE desk = $1 AND epoch = $2 AND sequence = $3`,
    // The bound holds for messages that nobody has receipted; one whose number is filled is kept always.
    addLetters: `
      INSERT INTO ${schema}.dead_letters (desk, received, kind, reason, epoch, sequence, hash, body, times)
      SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::bigint[],
        $7::text[], $8::text[], $9::integer[]) AS letter (desk, received, kind, reason, epoch, sequence, hash, body, times)
      WHERE letter.kind = 'no-effect' OR $10 > (
        SELECT count(*) FROM ${schema}.dead_letters AS old WHERE old.desk = letter.desk AND old.kind <> 'no-effect')
      ON CONFLICT (desk, kind, hash) DO UPDATE SET times = dead_letters.times + excluded.times, reason = excluded.reason`,
    letter: `SELECT * FROM ${schema}.dead_letters WHERE number = $1`,
    dropLetter: `DELETE FROM ${schema}.dead_letters WHERE number = $1`,
    letters: `SELECT * FROM ${schema}.dead_letters ORDER BY number LIMIT $1`,
    recent: `SELECT * FROM ${schema}.facts WHERE effective ORDER BY number DESC LIMIT $1`,
    tombstones: `SELECT * FROM ${schema}.facts WHERE type = 'deskbridge.tombstone' ORDER BY number DESC LIMIT $1`,
    gaps: `
      SELECT early.desk, early.epoch, coalesce(max(applied), 0) + 1 AS next, count(*) AS waiting,
        max(sequence) AS highest, min(received) AS since
      FROM ${schema}.early LEFT JOIN ${schema}.streams USING (desk, epoch)
      GROUP BY early.desk, early.epoch ORDER BY since`,
    claimReplay: `
      INSERT INTO ${schema}.streams AS stream (desk, epoch, applied, chain, replay_asked)
      VALUES ($1, $2, 0, repeat('0', 64), $3)
      ON CONFLICT (desk, epoch) DO UPDATE SET replay_asked = excluded.replay_asked
        WHERE stream.replay_asked IS NULL OR stream.replay_asked < $4
      RETURNING 1 AS claimed`,
    // A sign of life may be reported late, by another consumer.
    savePresence: `
      INSERT INTO ${schema}.desks AS known (desk, online, seen, state)
      SELECT * FROM unnest($1::text[], $2::boolean[], $3::timestamptz[], $4::json[]) AS t (desk, online, seen, state)
      ORDER BY 1
      ON CONFLICT (desk) DO UPDATE SET online = excluded.online,
        seen = greatest(known.seen, excluded.seen), state = coalesce(excluded.state, known.state)`,
    desks: `SELECT desk, online, seen, state FROM ${schema}.desks ORDER BY desk`,
  } as const
}
