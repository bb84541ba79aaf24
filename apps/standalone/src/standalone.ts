import { seedDemo } from '#libs/demo';
import { type Config, loadConfig } from '#libs/platform';
import { keepPostgresUp } from './keep-postgres-up.js';
import { migrateDatabase } from './migrate-database.js';
import { EmbeddedPostgres, freePort } from './postgres/index.js';
import { say, step } from './progress.js';
import { startApplications } from './start-applications.js';
import { takeStartLock } from './start-lock.js';
import { startPostgres } from './start-postgres.js';
import { StoppedEarly, type StopRequest } from './stop-request.js';
import { Teardown } from './teardown.js';
import { welcome } from './welcome.js';
import { withConnection } from './with-database.js';

/** Starts everything in this process, waits until it is to end, and ends it in order. Resolves with the exit code. */
export async function runStandalone(env: NodeJS.ProcessEnv, stop: StopRequest): Promise<number> {
  const teardown = new Teardown();
  try {
    // At a terminal a line for each request would bury those that say where to go.
    await start(loadConfig({ LOG_LEVEL: 'warn', ...env }), stop, teardown);
    await stop.made;
  } catch (error) {
    // Once it is to end, what fails on the way fails because of that.
    if (!(error instanceof StoppedEarly) && !stop.reason) throw error;
  } finally {
    if (stop.reason) say(`Stopping, after ${stop.reason}`);
    await teardown.run();
  }
  say('Stopped');
  return teardown.clean ? 0 : 1;
}

async function start(settings: Config, stop: StopRequest, teardown: Teardown) {
  const lock = await takeStartLock(settings.dataDir, settings.publicUrl, { say, check: () => stop.throwIfMade() });
  teardown.add('the data folder', () => lock.release());
  void stop.made.then(() => lock.announceStop());
  const config = settings.embedded ? await embed(settings, teardown) : settings;
  stop.throwIfMade();
  if (config.databaseMigrationUrl) await step('Database is up to date', () => migrateDatabase(config));
  stop.throwIfMade();
  if (config.demo) await step('Demo workspace is ready', () => withConnection(config, seedDemo));
  stop.throwIfMade();
  await step('Waypost is up', () => startApplications(config, teardown));
  stop.throwIfMade();
  lock.announceUp();
  await welcome(config);
}

/** Postgres is the first to start and the last to end, and is started again whenever it went down between. */
async function embed(settings: Config, teardown: Teardown) {
  const postgres = new EmbeddedPostgres({ dataDir: settings.dataDir });
  teardown.add('Postgres', () => postgres.stop());
  await startPostgres(postgres, settings.dataDir);
  teardown.add('the watch over Postgres', keepPostgresUp(postgres));
  return placeMailbox(settings.withDatabase(postgres.urls));
}

/** In one process nobody else needs to know where the playground's mailbox listens: any free port will do. */
async function placeMailbox(settings: Config) {
  const { playgroundMailPort } = settings;
  return playgroundMailPort ? settings.withPlaygroundMailPort(await freePort(playgroundMailPort)) : settings;
}
