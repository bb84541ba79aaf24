import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** How far each mailbox has been read, and which worker reads it. */
export class CreateImapMailboxes20261122110500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'imap_mailboxes',
        `
        channel_id uuid NOT NULL,
        source text NOT NULL DEFAULT '',
        uid_validity text,
        last_uid bigint NOT NULL DEFAULT 0,
        deferred_uids bigint[] NOT NULL DEFAULT '{}',
        holder uuid,
        leased_until timestamptz,
        failures integer NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, channel_id',
      ),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE imap_mailboxes');
  }
}
