import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/index.js';
import { createDataSource } from './data-source.js';
import { Database } from './database.js';
import { refuseUnsafeRole } from './refuse-unsafe-role.js';
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
