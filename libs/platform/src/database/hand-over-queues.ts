import type { DataSource } from 'typeorm';
import { quoted, strayObjects } from './require-owner-rights.js';

/** Makes the queues' schema and all in it the application role's: the queues make sequences as they go, and nobody else may. */
export async function handOverQueues(owner: DataSource, appRole: string): Promise<void> {
  const role = quoted(appRole);
  await owner.query('CREATE SCHEMA IF NOT EXISTS waypost_jobs');
  await owner.query(`ALTER SCHEMA waypost_jobs OWNER TO ${role}`);
  const strays = (await owner.query(strayObjects, [appRole])) as { statement: string }[];
  if (!strays.length) return;
  await owner.transaction(async (tx) => {
    // An owner that is no superuser cannot name what lies in a schema that is no longer its own.
    const [{ self }] = (await tx.query('select current_user as self')) as [{ self: string }];
    await tx.query(`SET LOCAL ROLE ${role}`);
    await tx.query(`GRANT USAGE ON SCHEMA waypost_jobs TO ${quoted(self)}`);
    await tx.query('RESET ROLE');
    for (const { statement } of strays) await tx.query(statement);
  });
}
