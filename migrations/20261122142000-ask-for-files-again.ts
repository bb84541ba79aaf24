import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a file is waited for, which begins anew when a person has it tried again. */
export class AskForFilesAgain20261122142000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE attachments ADD COLUMN fetch_since timestamptz NOT NULL DEFAULT now();
      DROP INDEX attachments_fetching;
      CREATE INDEX attachments_fetching ON attachments (fetch_since, id) WHERE state = 'fetching';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX attachments_fetching;
      CREATE INDEX attachments_fetching ON attachments (created_at) WHERE state = 'fetching';
      ALTER TABLE attachments DROP COLUMN fetch_since;
    `);
  }
}
