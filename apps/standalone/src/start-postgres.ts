import type { EmbeddedPostgres } from './postgres/index.js';
import { say, step } from './progress.js';

/** Has the embedded server running and tells what it did for that. */
export async function startPostgres(postgres: EmbeddedPostgres, dataDir: string): Promise<void> {
  if (postgres.movedTo)
    say(`The user postgres cannot enter ${dataDir}: programs and data of Postgres lie under ${postgres.movedTo}`);
  if (postgres.isNew) await step('Database is made', () => postgres.create());
  const how = await step('Postgres is up', () => postgres.start());
  if (how === 'attached') say('  It had outlived the last run.');
}
