import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when an unread answer could not be put into a mail, so that trying comes to an end. */
export class BoundUnwrittenAnswers20261122143000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE unread_answers ADD COLUMN unwritten_since timestamptz');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE unread_answers DROP COLUMN unwritten_since');
  }
}
