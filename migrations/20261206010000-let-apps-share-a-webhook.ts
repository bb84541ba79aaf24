import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How a delivery to the webhook of a provider's app finds its channel: by the account that it names, and the app's
 * first request by a mark of the channel's verify token, which is written when the channel is saved next. There are few
 * channels: the table is locked for a moment.
 */
export class LetAppsShareAWebhook20261206010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE channel_routes ADD COLUMN account text, ADD COLUMN verify_mark text');
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await db.query(`
        UPDATE channel_routes r SET account = coalesce(c.settings ->> 'pageId', c.settings ->> 'accountId')
        FROM channels c WHERE c.workspace_id = r.workspace_id AND c.id = r.channel_id AND c.type IN ('messenger', 'instagram')`);
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
    await db.query(`
      CREATE INDEX channel_routes_account ON channel_routes (type, account) WHERE account IS NOT NULL;
      CREATE INDEX channel_routes_verify_mark ON channel_routes (verify_mark) WHERE verify_mark IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE channel_routes DROP COLUMN account, DROP COLUMN verify_mark');
  }
}
