import { Injectable } from '@nestjs/common';
import { Database } from '../database/index.js';
import { type Retention, Retentions, oldRows } from './retention.js';

/** Retention of platform's own records. docs/data.md lists it. */
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
