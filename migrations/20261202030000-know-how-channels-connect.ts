import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Since when a channel is known to receive and to send, and when it was put away. The columns begin empty, so no table
 * is rewritten; then each channel, of which there are few, is looked up once by an index among what has come and gone.
 */
export class KnowHowChannelsConnect20261202030000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE channels
        ADD COLUMN receives_since timestamptz,
        ADD COLUMN sends_since timestamptz,
        ADD COLUMN archived_at timestamptz,
        ADD CONSTRAINT channels_archived_check CHECK (archived_at IS NULL OR NOT active)
    `);
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      // The owner sees through no policy either.
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await db.query(
        `UPDATE channels c SET
          receives_since = CASE WHEN EXISTS (
            SELECT FROM received_deliveries r WHERE r.workspace_id = c.workspace_id AND r.channel_id = c.id) THEN c.created_at END,
          sends_since = CASE WHEN EXISTS (
            SELECT FROM dispatches d WHERE d.workspace_id = c.workspace_id AND d.channel_id = c.id AND d.external_id IS NOT NULL) THEN c.created_at END
        WHERE c.workspace_id = $1`,
        [id],
      );
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE channels
        DROP CONSTRAINT channels_archived_check, DROP COLUMN archived_at, DROP COLUMN sends_since, DROP COLUMN receives_since
    `);
  }
}
