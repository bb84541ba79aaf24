import { Injectable } from '@nestjs/common';
import { Database, type Retention, Retentions, oldRows } from '#libs/platform';

/** Ids of deliveries, kept until no shop repeats them. */
const oldStoreDeliveries = {
  table: 'store_deliveries',
  key: ['store_id', 'external_id'],
  isOld: `t.received_at < now() - interval '30 days'`,
};

/** How long rows besides the orders themselves are kept. docs/data.md names each. */
@Injectable()
@Retentions()
export class OrderRetentions implements Retentions {
  constructor(private readonly database: Database) {}

  retentions(): Retention[] {
    return [oldRows(this.database, oldStoreDeliveries)];
  }
}
