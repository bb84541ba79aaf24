import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The files of a draft, in their order. Adding the column rewrites nothing; the index is empty at first. */
export class KeepFilesOfDrafts20261202010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE drafts ADD COLUMN attachment_ids uuid[] NOT NULL DEFAULT '{}';
      CREATE INDEX drafts_files ON drafts (workspace_id, agent_id) WHERE attachment_ids <> '{}';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX drafts_files; ALTER TABLE drafts DROP COLUMN attachment_ids');
  }
}
