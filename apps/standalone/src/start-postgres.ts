import type { Config } from '#libs/platform';
import { EmbeddedPostgres } from './postgres/index.js';
import { say, step } from './progress.js';

/** Has the embedded server running and tells what it did for that. */
export async function startPostgres({ dataDir }: Config): Promise<EmbeddedPostgres> {
  const postgres = new EmbeddedPostgres({ dataDir });
  if (postgres.movedTo) say(`The user postgres cannot enter ${dataDir}: programs and data of Postgres are in ${postgres.movedTo}`);
  if (postgres.isNew) await step('Created the database', () => postgres.create());
  const how = await step('Postgres is up', () => postgres.start());
  if (how === 'attached') say('  (it had outlived the last run)');
  return postgres;
}
