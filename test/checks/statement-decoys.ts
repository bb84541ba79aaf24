import { type Database, firstRow, rows } from '#libs/platform';
import * as queries from './statement-decoys.queries.js';

/** Places that send what they should not, and one that is right: for the test that the check finds them. */
export async function sendDecoys(database: Database, column: string): Promise<void> {
  await rows<{ id: string; name: string }>(database, queries.teams);
  await rows<{ id: string; colour: string }>(database, queries.teams);
  await firstRow<{ n: string; at: string }>(database, queries.countAndNow);
  await database.query<{ name: string }>('select name from teams');
  await database
    .transaction(async (tx) => {
      await tx.query(queries.refused).catch(() => undefined);
      throw new Error('after it');
    })
    .catch(() => undefined);
  (await database.query(queries.named(column))) as { name: string }[];
  if (column === 'never') await firstRow<{ id: string; name: string }>(database, queries.teams);
}
