import {
  BootRefused,
  Config,
  createDataSource,
  Database,
  inWork,
  isUnavailable,
  loadConfig,
  refuseUnsafeRole,
  runMigrations,
} from '#libs/platform';
import { migrations } from '#migrations';
import { EmbeddedPostgres } from './postgres/index.js';
import { StartRefused } from './progress.js';
import { takeOrShare } from './start-lock.js';

/** What a command of the operator works with. */
export interface CommandTools {
  config: Config;
  database: Database;
}

type Command<T> = (tools: CommandTools) => Promise<T>;

/**
 * Runs a command on the database, whether Waypost is running or not. Only the process that holds the data folder
 * starts and stops its Postgres.
 */
export async function withDatabase<T>(env: NodeJS.ProcessEnv, command: Command<T>): Promise<T> {
  const config = loadConfig(env);
  if (!config.embedded) return withConnection(config, command);
  // The answer alone goes to standard output.
  const lock = await takeOrShare(config.dataDir, { say: (line) => process.stderr.write(`${line}\n`) });
  if (!lock) return withSharedPostgres(config, command);
  try {
    return await withOwnPostgres(config, command);
  } finally {
    lock.release();
  }
}

async function withOwnPostgres<T>(config: Config, command: Command<T>) {
  const postgres = new EmbeddedPostgres({ dataDir: config.dataDir });
  try {
    if (postgres.isNew) await postgres.create();
    await postgres.start();
    const ready = config.withDatabase(postgres.urls);
    await migrateDatabase(ready);
    return await withConnection(ready, command);
  } finally {
    await postgres.stop();
  }
}

/** The Waypost that is up has migrated it, and may stop it at any time. */
async function withSharedPostgres<T>(config: Config, command: Command<T>) {
  const { urls } = new EmbeddedPostgres({ dataDir: config.dataDir });
  try {
    return await withConnection(config.withDatabase(urls), command);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    throw new StartRefused(
      `The Postgres of the Waypost that runs on ${config.dataDir} went away meanwhile. Run the command again.`,
    );
  }
}

/** Runs a command as the application does: with the role that every policy binds. */
export async function withConnection<T>(config: Config, command: Command<T>) {
  const dataSource = await createDataSource(config.databaseUrl, 3, config.workLimits).initialize();
  try {
    await refuseUnsafeRole(dataSource);
    // Not of a request: a command may take as long as a sweep.
    return await inWork('sweep', () => command({ config, database: new Database(dataSource) }));
  } finally {
    await dataSource.destroy();
  }
}

/** Migrates the database as its owner, and grants the application's role what it needs. Returns what was new. */
export async function migrateDatabase({ databaseUrl, databaseMigrationUrl, workLimits }: Config): Promise<string[]> {
  if (!databaseMigrationUrl)
    throw new BootRefused('DATABASE_MIGRATION_URL is missing: migrations run as the owner of the database');
  const applied: string[] = [];
  await runMigrations({
    ownerUrl: databaseMigrationUrl,
    appRole: decodeURIComponent(new URL(databaseUrl).username),
    migrations,
    onMigrated: (name) => applied.push(name),
    limit: workLimits.migration,
  });
  return applied;
}
