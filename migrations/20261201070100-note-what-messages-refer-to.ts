import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/**
 * What a message refers to, when its author last edited it, which of a provider’s files is kept, and what a provider
 * says of the account behind a channel. New columns without a value and a new table: no table is rewritten.
 */
export class NoteWhatMessagesReferTo20261201070100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE messages ADD COLUMN about jsonb, ADD COLUMN author_edited_at timestamptz;
      ALTER TABLE attachments ADD COLUMN source_id text;
    `);
    await db.query(
      tenantTable(
        'channel_alerts',
        `
        channel_id uuid NOT NULL,
        topic text NOT NULL,
        level text NOT NULL CHECK (level IN ('error', 'warning', 'info', 'over')),
        event text NOT NULL,
        detail text,
        at timestamptz NOT NULL,
        FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, channel_id, topic',
      ),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE channel_alerts;
      ALTER TABLE attachments DROP COLUMN source_id;
      ALTER TABLE messages DROP COLUMN author_edited_at, DROP COLUMN about;
    `);
  }
}
