import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That a provider refused a channel's credentials when something was sent. Adding the columns rewrites nothing. */
export class NoteDeniedCredentials20261202011000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE channels ADD COLUMN denied_message text, ADD COLUMN denied_since timestamptz');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE channels DROP COLUMN denied_message, DROP COLUMN denied_since');
  }
}
