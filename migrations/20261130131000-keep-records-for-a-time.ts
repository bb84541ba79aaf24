import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How long a workspace keeps raw mails and dead letters, where an admin says so, and indexes that find old records.
 * Most are found by their key, which is in order of time. Writes to each table wait while its index is built: BRIN
 * reads the table once (about a second for ten million rows), the others hold few rows.
 */
export class KeepRecordsForATime20261130131000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE workspaces
        ADD COLUMN raw_mail_days smallint CONSTRAINT workspaces_raw_mail_days_check CHECK (raw_mail_days BETWEEN 1 AND 3650),
        ADD COLUMN dead_letter_days smallint CONSTRAINT workspaces_dead_letter_days_check CHECK (dead_letter_days BETWEEN 1 AND 3650);
      CREATE INDEX received_deliveries_age ON received_deliveries USING brin (received_at) WITH (pages_per_range = 32);
      CREATE INDEX awaited_replies_age ON awaited_replies USING brin (created_at) WITH (pages_per_range = 32);
      CREATE INDEX visitor_sessions_ended ON visitor_sessions (ended_at) WHERE ended_at IS NOT NULL;
      CREATE INDEX messages_raw_age ON messages (workspace_id, id) WHERE raw_key IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX messages_raw_age, visitor_sessions_ended, awaited_replies_age, received_deliveries_age;
      ALTER TABLE workspaces DROP COLUMN dead_letter_days, DROP COLUMN raw_mail_days;
    `);
  }
}
