import { Injectable, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ChannelsApiModule, ChannelsWorkerModule } from '#libs/channels';
import { Database, type Retention, Retentions, idBefore, oldRows } from '#libs/platform';
import { ApplyStatus } from './apply-status.js';
import { DispatchOwners } from './dispatch-owner.js';
import { EarlierJobs } from './earlier-jobs.js';
import { MailIds } from './mail-ids.js';
import { SendDispatch } from './send-dispatch.js';
import { SendLane, SweepDispatches } from './send-lane.js';
import { SettleDispatch } from './settle-dispatch.js';

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
class DispatchRetentions implements Retentions {
  constructor(private readonly database: Database) {}

  retentions(): Retention[] {
    return kept.map((rule) => oldRows(this.database, rule));
  }
}

const shared = [ApplyStatus, DispatchOwners, MailIds, SettleDispatch];
const exported = [ApplyStatus, MailIds];

/** Applies providers' statuses. For the api. */
@Module({ imports: [ChannelsApiModule, DiscoveryModule], providers: shared, exports: exported })
export class DispatchApiModule {}

/** Sends dispatches. For the worker. */
@Module({
  imports: [ChannelsWorkerModule, DiscoveryModule],
  providers: [...shared, SendDispatch, SendLane, SweepDispatches, EarlierJobs, DispatchRetentions],
  exports: [...exported, SendLane],
})
export class DispatchWorkerModule {}
