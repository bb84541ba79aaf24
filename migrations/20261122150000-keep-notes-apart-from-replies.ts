import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An agent may have a reply and a note begun on one ticket; neither takes the other's place. */
export class KeepNotesApartFromReplies20261122150000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE drafts DROP CONSTRAINT drafts_pkey, ADD CONSTRAINT drafts_visibility CHECK (visibility IN ('public', 'internal'));
      ALTER TABLE drafts ADD PRIMARY KEY (workspace_id, ticket_id, agent_id, visibility);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      // The owner sees through no policy either.
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await db.query(`
        DELETE FROM drafts older USING drafts newer
        WHERE older.workspace_id = newer.workspace_id AND older.ticket_id = newer.ticket_id AND older.agent_id = newer.agent_id
          AND (older.updated_at, older.visibility) < (newer.updated_at, newer.visibility)
      `);
    }
    await db.query(`
      SELECT set_config('waypost.workspace_id', '', true);
      ALTER TABLE drafts DROP CONSTRAINT drafts_pkey, DROP CONSTRAINT drafts_visibility;
      ALTER TABLE drafts ADD PRIMARY KEY (workspace_id, ticket_id, agent_id);
    `);
  }
}
