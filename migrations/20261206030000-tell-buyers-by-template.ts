import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The templates with which a store tells news after the hours of free replies. Adding the column rewrites nothing. */
export class TellBuyersByTemplate20261206030000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE notice_settings ADD COLUMN templates jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE notice_settings DROP COLUMN templates');
  }
}
