import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { withoutWorkspace } from './workspace-context.js';

/** Reads across workspaces, on a small pool of its own and as the role `waypost_system` (see system-tables.ts). */
@Injectable()
export class SystemDatabase {
  private readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = new pg.Pool({ connectionString: url, max: 3, options: '-c role=waypost_system', application_name: 'waypost-system' });
    this.pool.on('error', () => undefined);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return withoutWorkspace(async () => (await this.pool.query<Row>(sql, parameters)).rows);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
