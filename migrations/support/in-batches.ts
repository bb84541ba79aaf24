import type { QueryRunner } from 'typeorm';

const batch = 10_000;
const noId = '00000000-0000-0000-0000-000000000000';

/**
 * Runs a statement over all tickets, ten thousand at a time, each batch committed by itself: for migrations without a
 * transaction of their own. The statement takes the workspace ($1) and ids of tickets ($2), may run again, and returns
 * how many rows it `repaired`.
 * @param what what the number says, for the log
 */
export async function inBatchesOfTickets(db: QueryRunner, what: string, statement: string): Promise<void> {
  const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
  let repaired = 0;
  for (const { id } of workspaces) {
    // The owner sees through no policy either.
    await db.query(`SELECT set_config('waypost.workspace_id', $1, false)`, [id]);
    repaired += await inWorkspace(db, id, statement);
  }
  await db.query(`SELECT set_config('waypost.workspace_id', '', false)`);
  if (repaired) process.stdout.write(`${repaired} ${what}\n`);
}

async function inWorkspace(db: QueryRunner, workspaceId: string, statement: string): Promise<number> {
  let [after, repaired] = [noId, 0];
  for (;;) {
    const tickets = (await db.query(
      `SELECT id FROM tickets WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT ${batch}`,
      [workspaceId, after],
    )) as { id: string }[];
    if (tickets.length === 0) return repaired;
    const [result] = (await db.query(statement, [workspaceId, tickets.map(({ id }) => id)])) as { repaired: number }[];
    repaired += result?.repaired ?? 0;
    after = tickets.at(-1)!.id;
  }
}
