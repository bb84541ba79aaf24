import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a mail's sender was looked up, whatever came of it. The index holds only those that wait for it. */
export class NoteCheckedSenders20261122143000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE messages ADD COLUMN sender_checked_at timestamptz;
      CREATE INDEX messages_unchecked_sender ON messages (id) WHERE has_raw AND 'unauthenticated' = ANY (flags) AND sender_checked_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX messages_unchecked_sender;
      ALTER TABLE messages DROP COLUMN sender_checked_at;
    `);
  }
}
