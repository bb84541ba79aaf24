import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '#libs/platform';
import { EmbeddedPostgres, freePort } from './postgres/index.js';
import { say, step } from './progress.js';
import type { Teardown } from './teardown.js';

const checkMs = 500;

/**
 * Starts the embedded Postgres, the first to start and the last to end, and starts it again whenever it goes down.
 * Returns the settings that lead to it.
 */
export async function embedPostgres(settings: Config, teardown: Teardown): Promise<Config> {
  const postgres = new EmbeddedPostgres({ dataDir: settings.dataDir });
  teardown.add('Postgres', () => postgres.stop());
  await start(postgres, settings.dataDir);
  teardown.add('the watch over Postgres', keepUp(postgres));
  return placeMailbox(settings.withDatabase(postgres.urls));
}

async function start(postgres: EmbeddedPostgres, dataDir: string) {
  if (postgres.movedTo)
    say(`The user postgres cannot enter ${dataDir}: programs and data of Postgres are in ${postgres.movedTo}`);
  if (postgres.isNew) await step('Database is made', () => postgres.create());
  const how = await step('Postgres is up', () => postgres.start());
  if (how === 'attached') say('  It had outlived the last run.');
}

/** Returns the function that ends the watch. */
function keepUp(postgres: EmbeddedPostgres): () => Promise<void> {
  const ended = new AbortController();
  const watch = watchUntil(ended.signal, postgres);
  return () => {
    ended.abort();
    return watch;
  };
}

async function watchUntil(ended: AbortSignal, postgres: EmbeddedPostgres) {
  while (!ended.aborted) {
    await pause(checkMs, undefined, { signal: ended }).catch(() => undefined);
    if (!ended.aborted && !postgres.isRunning) await restart(postgres);
  }
}

async function restart(postgres: EmbeddedPostgres) {
  say('Postgres went down; starting it again');
  try {
    await postgres.start();
    say('✓ Postgres is back');
  } catch (error) {
    say(`✗ ${(error as Error).message}`);
  }
}

/** In one process no other needs to know the port of the playground's mailbox: any free one will do. */
async function placeMailbox(settings: Config) {
  const { playgroundMailPort } = settings;
  return playgroundMailPort ? settings.withPlaygroundMailPort(await freePort(playgroundMailPort)) : settings;
}
