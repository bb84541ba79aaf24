import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { WorkspacePool } from './workspace-pool.js';

/** The application's data source: the app role, every connection in the workspace in context. */
export function createDataSource(url: string, entities: Function[], poolSize = 20): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    url,
    entities,
    driver: { ...pg, Pool: WorkspacePool },
    installExtensions: false,
    extra: { max: poolSize, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000, application_name: 'waypost' },
    poolErrorHandler: () => undefined,
  };
  return new DataSource(options);
}
