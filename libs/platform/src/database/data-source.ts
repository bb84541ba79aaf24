import pg from 'pg';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import { type WorkLimits, usualLimits } from '../config/index.js';
import { WorkspacePool } from './workspace-pool.js';

/**
 * The application's data source: the app role, every connection in the workspace in context, and every entity that has
 * been imported, as the index of each lib does.
 */
export function createDataSource(url: string, poolSize = 20, workLimits: WorkLimits = usualLimits): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: getMetadataArgsStorage().tables.map((table) => table.target as Function),
    driver: { ...pg, Pool: WorkspacePool },
    installExtensions: false,
    // A condition that is missing must not find, change or delete any row that there is.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    extra: {
      max: poolSize,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      application_name: 'waypost',
      workLimits,
    },
    poolErrorHandler: () => undefined,
  });
}
