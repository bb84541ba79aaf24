import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Dead letters and failed deliveries can be tried again and dismissed. Only columns with constant values are added,
 * which takes milliseconds; the index holds few rows, but building it reads `dispatches` once, and writes to it wait:
 * about a second for a million.
 */
export class AttendToDeadLetters20261201080000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE dead_letters
        ADD COLUMN whole_key text,
        ADD COLUMN tries integer NOT NULL DEFAULT 0,
        ADD COLUMN tried_at timestamptz,
        ADD COLUMN dismissed_at timestamptz;
      ALTER TABLE outbox_events ADD COLUMN only_for text;
      ALTER TABLE dispatches ADD COLUMN dismissed_at timestamptz;
      CREATE INDEX dead_letters_open ON dead_letters (workspace_id, id) WHERE dismissed_at IS NULL;
      CREATE INDEX dead_letters_whole_key ON dead_letters (whole_key) WHERE whole_key IS NOT NULL;
      CREATE INDEX dispatches_failed ON dispatches (workspace_id, id) WHERE status IN ('failed', 'unknown') AND dismissed_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX dispatches_failed, dead_letters_whole_key, dead_letters_open;
      ALTER TABLE dispatches DROP COLUMN dismissed_at;
      ALTER TABLE outbox_events DROP COLUMN only_for;
      ALTER TABLE dead_letters DROP COLUMN dismissed_at, DROP COLUMN tried_at, DROP COLUMN tries, DROP COLUMN whole_key;
    `);
  }
}
