import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/index.js';
import { createDataSource } from './data-source.js';
import { Database } from './database.js';
import { refuseUnsafeRole } from './refuse-unsafe-role.js';
import { SystemDatabase } from './system-database.js';

/** Postgres for the application. Its pools outlive everything that uses them: see `closeApplication`. */
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
  return dataSource;
}

/** Stops an application: first whatever uses the database, by Nest's own order, then its pools. */
export async function closeApplication(app: INestApplicationContext): Promise<void> {
  const dataSource = app.get(DataSource);
  const system = app.get(SystemDatabase);
  await app.close();
  await system.close();
  await dataSource.destroy();
}
