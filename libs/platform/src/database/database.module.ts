import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/index.js';
import type { Log } from '../observe/index.js';
import { createDataSource } from './data-source.js';
import { Database } from './database.js';
import { refuseUnsafeRole } from './check-roles.js';
import { requireFunctions } from './system-functions.js';
import { SystemDatabase } from './system-database.js';

/** Postgres for the application. Its pools must close after all that uses them: see `closeApplication`. */
@Global()
@Module({
  providers: [
    { provide: DataSource, inject: [Config], useFactory: openDataSource },
    { provide: Database, inject: [DataSource], useFactory: (dataSource: DataSource) => new Database(dataSource) },
    {
      provide: SystemDatabase,
      inject: [Config],
      useFactory: (config: Config) => new SystemDatabase(config.databaseUrl, config.workLimits),
    },
  ],
  exports: [DataSource, Database, SystemDatabase],
})
export class DatabaseModule {}

async function openDataSource(config: Config): Promise<DataSource> {
  const dataSource = await createDataSource(config.databaseUrl, undefined, config.workLimits).initialize();
  await refuseUnsafeRole(dataSource);
  await requireFunctions(dataSource);
  return dataSource;
}

/** Stops an application: first its modules, in Nest's order, then the database pools that they use. */
export async function closeApplication(app: INestApplicationContext): Promise<void> {
  const dataSource = app.get(DataSource);
  const system = app.get(SystemDatabase);
  await app.close();
  await system.close();
  await dataSource.destroy();
}

const patienceMs = 30_000;

/** Ends an api or worker process on SIGTERM or SIGINT: drains, then exits, at the latest after a time limit. */
export function stopOnSignals(app: INestApplicationContext, log: Log, name: string): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info(`the ${name} stops`, { signal });
      void closeApplication(app).then(
        () => process.exit(0),
        () => process.exit(1),
      );
      setTimeout(() => process.exit(1), patienceMs).unref();
    });
  }
}
