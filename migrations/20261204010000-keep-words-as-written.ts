import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether an article's words in brackets are meant. A constant default: adding the column rewrites nothing. */
export class KeepWordsAsWritten20261204010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE articles ADD COLUMN as_written boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE articles DROP COLUMN as_written');
  }
}
