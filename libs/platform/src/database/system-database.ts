import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { type WorkLimits, usualLimits } from '../config/index.js';
import { namingLimits } from './database-errors.js';
import { observeStatement } from './observe-statement.js';
import { PreparingClient } from './preparing-client.js';
import { withoutWorkspace } from './workspace-context.js';

/**
 * Reads across workspaces, as the role `waypost_system` (see system-tables.ts) and on a small pool of its own: due
 * work, and which workspace an external id belongs to.
 */
@Injectable()
export class SystemDatabase {
  private readonly pool: pg.Pool;

  constructor(url: string, limits: WorkLimits = usualLimits) {
    const { statementMs, lockMs } = limits.sweep;
    this.pool = new pg.Pool({
      connectionString: url,
      max: 4,
      connectionTimeoutMillis: 10_000,
      options: `-c role=waypost_system -c statement_timeout=${statementMs} -c lock_timeout=${lockMs}`,
      application_name: 'waypost-system',
      Client: PreparingClient,
    });
    this.pool.on('error', () => undefined);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    observeStatement?.(sql);
    try {
      return (await withoutWorkspace(() => this.pool.query<Row>(sql, parameters))).rows;
    } catch (error) {
      throw namingLimits(error, 'sweep');
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
