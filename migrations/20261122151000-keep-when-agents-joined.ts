import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an agent joined: whoever never did is no more than invited, also after having been deactivated. */
export class KeepWhenAgentsJoined20261122151000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE agents ADD COLUMN joined_at timestamptz');
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      // The owner sees through no policy either.
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      // Nobody joins without a password: an active agent whose account has none was deactivated and brought back before
      // they came.
      await db.query(`
        UPDATE agents SET state = 'invited' FROM accounts
        WHERE accounts.id = agents.account_id AND agents.state = 'active' AND accounts.password_hash IS NULL
      `);
      await db.query(`
        UPDATE agents SET joined_at = agents.created_at FROM accounts
        WHERE accounts.id = agents.account_id AND agents.state IN ('active', 'deactivated') AND accounts.password_hash IS NOT NULL
      `);
      await db.query(`
        DELETE FROM account_tokens USING agents
        WHERE account_tokens.kind = 'invitation' AND account_tokens.agent_id = agents.id AND agents.state = 'deactivated' AND account_tokens.used_at IS NULL
      `);
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE agents DROP COLUMN joined_at');
  }
}
