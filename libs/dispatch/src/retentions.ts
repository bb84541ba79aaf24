import { Injectable } from '@nestjs/common';
import { Database, type Retention, Retentions, idBefore, oldRows } from '#libs/platform';

const kept = [
  // Keep failed ones, which may be sent again at any time. Providers report on the others within a year.
  {
    table: 'dispatches',
    key: ['id'],
    isOld: `t.id < ${idBefore(`interval '1 year'`)} and t.status in ('sent', 'delivered', 'read', 'cancelled')`,
  },
  { table: 'delivery_attempts', key: ['id'], isOld: `t.id < ${idBefore(`interval '180 days'`)}` },
  { table: 'delivery_leases', key: ['lane'], isOld: 't.expires_at < now()' },
  {
    table: 'early_updates',
    key: ['channel_id', 'external_id', 'kind'],
    isOld: `t.received_at < now() - interval '30 days'`,
  },
];

/** Retention of dispatches. docs/data.md lists it. */
@Injectable()
@Retentions()
export class DispatchRetentions implements Retentions {
  constructor(private readonly database: Database) {}

  retentions(): Retention[] {
    return kept.map((rule) => oldRows(this.database, rule));
  }
}
