import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ids begin with their time, so that a day is a range of the key. */
const aDayAgo = `(lpad(to_hex((extract(epoch from now() - interval '24 hours') * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid`;

/** Mails of the last day that came before their look-up was a row: who sent them is still to be found out. */
export class OweEarlierMailChecks20261122145000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      // The owner sees through no policy either.
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await db.query(
        `INSERT INTO mail_checks (workspace_id, message_id)
         SELECT workspace_id, id FROM messages
         WHERE workspace_id = $1 AND id > ${aDayAgo} AND direction = 'inbound' AND from_address IS NOT NULL AND has_raw AND 'unauthenticated' = ANY(flags)
         ON CONFLICT DO NOTHING`,
        [id],
      );
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
  }

  async down(): Promise<void> {
    // What is owed stays right.
  }
}
