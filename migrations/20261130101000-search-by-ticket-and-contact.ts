import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** As the index over messages: words are gathered and put in together. */
const gathered = 'WITH (fastupdate = on, gin_pending_list_limit = 256)';

/**
 * The words of a ticket's subject belong to the ticket, those of a name or an address to the contact. What is there is
 * rewritten in the background, workspace by workspace: `word_rewrites` has a row for each that is not done. Nothing
 * here writes a row of before. Contacts are locked while the index over them reads each once: half a second for 500
 * thousand.
 */
export class SearchByTicketAndContact20261130101000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'ticket_words',
        `
        ticket_id uuid NOT NULL,
        words tsvector NOT NULL,
        version smallint NOT NULL,
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`,
        'workspace_id, ticket_id',
      ),
    );
    await db.query(`CREATE INDEX ticket_words_search ON ticket_words USING gin (workspace_id, words) ${gathered}`);
    await db.query(
      'ALTER TABLE contacts ADD COLUMN words tsvector, ADD COLUMN words_version smallint NOT NULL DEFAULT 0',
    );
    await db.query(`CREATE INDEX contacts_search ON contacts USING gin (workspace_id, words) ${gathered}`);
    await db.query(
      tenantTable(
        'word_rewrites',
        `
        version smallint NOT NULL,
        contacts_before uuid,
        contacts_done boolean NOT NULL DEFAULT false,
        tickets_before uuid`,
        'workspace_id',
      ),
    );
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await db.query('INSERT INTO word_rewrites (workspace_id, version) VALUES ($1, 2)', [id]);
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE word_rewrites, ticket_words');
    await db.query('ALTER TABLE contacts DROP COLUMN words, DROP COLUMN words_version');
  }
}
