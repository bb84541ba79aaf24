import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/**
 * Links of mails about unread answers, and the sessions that they open. Writes to sessions of visitors wait while the
 * reference is added, which reads that table once.
 */
export class CreateAnswerLinks20261201061000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'visitor_answer_links',
        `
        token_hash bytea NOT NULL,
        ticket_id uuid NOT NULL,
        channel_id uuid NOT NULL,
        address text NOT NULL,
        expires_at timestamptz NOT NULL,
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, token_hash',
      ),
    );
    await db.query(`
      CREATE INDEX visitor_answer_links_expiry ON visitor_answer_links (expires_at);
      CREATE INDEX visitor_answer_links_ticket ON visitor_answer_links (workspace_id, ticket_id);
      ALTER TABLE visitor_sessions ADD COLUMN answer_hash bytea,
        ADD CONSTRAINT visitor_sessions_answer_fkey FOREIGN KEY (workspace_id, answer_hash)
          REFERENCES visitor_answer_links (workspace_id, token_hash) ON DELETE CASCADE;
      CREATE INDEX visitor_sessions_answer ON visitor_sessions (workspace_id, answer_hash) WHERE answer_hash IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM visitor_sessions WHERE answer_hash IS NOT NULL;
      ALTER TABLE visitor_sessions DROP COLUMN answer_hash;
      DROP TABLE visitor_answer_links;
    `);
  }
}
