import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/**
 * Where the answers to a mail go, whom else it names, and tickets that hold nothing but the answers of machines. Every
 * new column is empty for rows of before, so that no row is rewritten: each table is locked for a moment. The index is
 * empty too, but reads the tickets once: about a second for a million, in which writes to them wait.
 */
export class RouteMail20261201030000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE messages ADD COLUMN reply_to text, ADD COLUMN mailboxes jsonb');
    await db.query('ALTER TABLE tickets ADD COLUMN reply_to text, ADD COLUMN automatic boolean NOT NULL DEFAULT false');
    await db.query(
      'CREATE INDEX tickets_automatic ON tickets (workspace_id, last_message_at DESC, id DESC) WHERE automatic',
    );
    await db.query(
      tenantTable(
        'sender_reply_tos',
        `
        address text NOT NULL,
        reply_to text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()`,
        'workspace_id, address, reply_to',
      ),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE sender_reply_tos');
    await db.query('ALTER TABLE tickets DROP COLUMN reply_to, DROP COLUMN automatic');
    await db.query('ALTER TABLE messages DROP COLUMN reply_to, DROP COLUMN mailboxes');
  }
}
