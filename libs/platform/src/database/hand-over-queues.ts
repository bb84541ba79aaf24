import type { DataSource } from 'typeorm';
import { quoted, strayObjects } from './require-owner-rights.js';

/**
 * Gives the queues' schema and all its objects to the application role, since the queues create sequences at run time.
 */
export async function handOverQueues(owner: DataSource, appRole: string): Promise<void> {
  const role = quoted(appRole);
  await owner.query('CREATE SCHEMA IF NOT EXISTS waypost_jobs');
  await owner.query(`ALTER SCHEMA waypost_jobs OWNER TO ${role}`);
  const strays = (await owner.query(strayObjects, [appRole])) as { statement: string }[];
  if (!strays.length) return;
  await owner.transaction(async (tx) => {
    // An owner who is not a superuser cannot access objects in a schema that it has just given away.
    const [{ self }] = (await tx.query('select current_user as self')) as [{ self: string }];
    await tx.query(`SET LOCAL ROLE ${role}`);
    await tx.query(`GRANT USAGE ON SCHEMA waypost_jobs TO ${quoted(self)}`);
    await tx.query('RESET ROLE');
    for (const { statement } of strays) await tx.query(statement);
  });
}
