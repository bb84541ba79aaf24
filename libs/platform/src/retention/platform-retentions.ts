import { Injectable } from '@nestjs/common';
import { Database } from '../database/index.js';
import { type Retention, Retentions, oldRows } from './retention.js';

/** How long platform's own records are kept. docs/data.md names each. */
@Injectable()
@Retentions()
export class PlatformRetentions implements Retentions {
  constructor(private readonly database: Database) {}

  retentions(): Retention[] {
    return [
      oldRows(this.database, {
        table: 'idempotency_keys',
        key: ['agent_id', 'operation', 'key'],
        isOld: `t.created_at < now() - interval '2 days'`,
      }),
    ];
  }
}
