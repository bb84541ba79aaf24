import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** Tickets that a shop's page keeps for the chat in it, for browsers that close the storage of a frame. */
export class CreateResumeTickets20261201060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'visitor_resume_tickets',
        `
        ticket_hash bytea NOT NULL,
        channel_id uuid NOT NULL,
        visitor_id uuid NOT NULL,
        subject text,
        origin text NOT NULL,
        expires_at timestamptz NOT NULL,
        FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, ticket_hash',
      ),
    );
    await db.query(`
      CREATE INDEX visitor_resume_tickets_expiry ON visitor_resume_tickets (expires_at);
      CREATE INDEX visitor_resume_tickets_visitor ON visitor_resume_tickets (workspace_id, visitor_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE visitor_resume_tickets');
  }
}
