import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a file is beside its media type, as its provider says, and how long it plays. Adding the columns rewrites
 * nothing.
 */
export class NoteVoiceMessages20261202012000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE attachments ADD COLUMN role text, ADD COLUMN seconds integer,
        ADD CONSTRAINT attachments_role_check CHECK (role IN ('voice', 'sticker', 'animation')) NOT VALID;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE attachments DROP COLUMN role, DROP COLUMN seconds');
  }
}
