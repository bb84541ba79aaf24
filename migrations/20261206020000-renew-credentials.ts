import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a channel's credentials end, and when they are to be renewed. Adding the columns rewrites nothing. */
export class RenewCredentials20261206020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE channels ADD COLUMN credentials_end_at timestamptz, ADD COLUMN renew_at timestamptz');
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await db.query(`UPDATE channels SET renew_at = now() + interval '25 hours' WHERE type = 'instagram'`);
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
    await db.query('CREATE INDEX channels_renew ON channels (renew_at) WHERE renew_at IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE channels DROP COLUMN credentials_end_at, DROP COLUMN renew_at');
  }
}
