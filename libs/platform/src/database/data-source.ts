import pg from 'pg';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import { type WorkLimits, usualIdleMs, usualLimits } from '../config/index.js';
import { WorkspacePool } from './workspace-pool.js';

/** The data source of the application role. Knows the entities of all libs whose index is imported before the call. */
export function createDataSource(
  url: string,
  poolSize = 20,
  workLimits: WorkLimits = usualLimits,
  idleMs = usualIdleMs,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: getMetadataArgsStorage().tables.map((table) => table.target as Function),
    driver: { ...pg, Pool: WorkspacePool },
    installExtensions: false,
    // By default TypeORM drops a null or undefined condition, and would read, change or delete every row.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    extra: {
      max: poolSize,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      application_name: 'waypost',
      idle_in_transaction_session_timeout: idleMs,
      workLimits,
    },
    poolErrorHandler: () => undefined,
  });
}
