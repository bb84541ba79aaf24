import { Config, createDataSource, Database, loadConfig, refuseUnsafeRole } from '#libs/platform';
import { migrateDatabase } from './migrate-database.js';
import { EmbeddedPostgres } from './postgres/index.js';

/** What a command of the operator works with. */
export interface CommandTools {
  config: Config;
  database: Database;
}

/** Runs a command on the database, whether Waypost is running or not. */
export async function withDatabase<T>(env: NodeJS.ProcessEnv, command: (tools: CommandTools) => Promise<T>): Promise<T> {
  const config = loadConfig(env);
  if (!config.embedded) return withConnection(config, command);
  const postgres = new EmbeddedPostgres({ dataDir: config.dataDir });
  if (postgres.isNew) await postgres.create();
  const borrowed = postgres.isRunning;
  await postgres.start();
  try {
    const started = config.withDatabase(postgres.urls);
    await migrateDatabase(postgres.urls);
    return await withConnection(started, command);
  } finally {
    if (!borrowed) await postgres.stop();
  }
}

/** Runs a command as the application does: with the role that sees through no policy. */
export async function withConnection<T>(config: Config, command: (tools: CommandTools) => Promise<T>) {
  const dataSource = await createDataSource(config.databaseUrl, [], 3).initialize();
  try {
    await refuseUnsafeRole(dataSource);
    return await command({ config, database: new Database(dataSource) });
  } finally {
    await dataSource.destroy();
  }
}
