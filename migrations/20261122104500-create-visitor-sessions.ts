import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** Sessions of shoppers in the widget, how far they have read, and answers that wait to be read there. */
export class CreateVisitorSessions20261122104500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'visitor_sessions',
        `
        id uuid NOT NULL,
        channel_id uuid NOT NULL,
        token_hash bytea NOT NULL,
        visitor_id uuid NOT NULL,
        subject text,
        name text,
        email text,
        locale text,
        time_zone text,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT visitor_sessions_token_key UNIQUE (workspace_id, token_hash),
        FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
    await db.query(
      tenantTable(
        'visitor_reads',
        `
        ticket_id uuid NOT NULL,
        seq integer NOT NULL,
        read_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, ticket_id',
      ),
    );
    await db.query(
      tenantTable(
        'unread_answers',
        `
        message_id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        seq integer NOT NULL,
        due_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'mailed', 'unknown', 'failed', 'settled')),
        tries integer NOT NULL DEFAULT 0,
        claimed_at timestamptz,
        mailed_to text,
        mailed_at timestamptz,
        detail text,
        FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, message_id',
      ),
    );
    await db.query(`
      CREATE INDEX visitor_sessions_expiry ON visitor_sessions (expires_at);
      CREATE INDEX unread_answers_due ON unread_answers (due_at) WHERE state IN ('waiting', 'sending');
      CREATE INDEX unread_answers_ticket ON unread_answers (workspace_id, ticket_id, seq);
      CREATE INDEX unread_answers_mailed ON unread_answers (workspace_id, mailed_to, mailed_at) WHERE mailed_to IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE unread_answers, visitor_reads, visitor_sessions');
  }
}
