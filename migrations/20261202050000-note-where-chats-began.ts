import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The origin of the page where a visitor's session began; those of before take that of their next use. No row is read.
 */
export class NoteWhereChatsBegan20261202050000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE visitor_sessions ADD COLUMN origin text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE visitor_sessions DROP COLUMN origin');
  }
}
