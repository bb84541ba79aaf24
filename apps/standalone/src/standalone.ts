import { type Config, loadConfig } from '#libs/platform';
import { embedPostgres } from './embed-postgres.js';
import { say, step } from './progress.js';
import { takeStartLock } from './start-lock.js';
import { StoppedEarly, type StopRequest } from './stop-request.js';
import { Teardown } from './teardown.js';
import { migrateDatabase, withConnection } from './with-database.js';

/** Starts everything in this process, waits until it is to end, and ends it in order. Resolves with the exit code. */
export async function runStandalone(env: NodeJS.ProcessEnv, stop: StopRequest): Promise<number> {
  const teardown = new Teardown();
  try {
    // At a terminal a line for each request would hide those that say where to go.
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
  const config = settings.embedded ? await embedPostgres(settings, teardown) : settings;
  stop.throwIfMade();
  if (config.databaseMigrationUrl) await step('Database is up to date', () => migrateDatabase(config));
  stop.throwIfMade();
  if (config.demo) await step('Demo workspace is ready', () => seed(config));
  stop.throwIfMade();
  await step('Waypost is up', () => startApplications(config, teardown));
  stop.throwIfMade();
  lock.announceUp();
  const { welcome } = await import('./welcome.js');
  await welcome(config);
}

async function seed(config: Config): Promise<void> {
  const { seedDemo } = await import('#libs/demo');
  await withConnection(config, seedDemo);
}

/** A start that is refused or called off before does not wait for what they import. */
async function startApplications(config: Config, teardown: Teardown): Promise<void> {
  const applications = await import('./start-applications.js');
  await applications.startApplications(config, teardown);
}
