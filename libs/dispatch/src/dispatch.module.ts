import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ChannelsApiModule, ChannelsWorkerModule } from '#libs/channels';
import { ApplyStatus } from './apply-status.js';
import { DispatchOwners } from './dispatch-owners.js';
import { EarlierJobs } from './earlier-jobs.js';
import { MailIds } from './mail-ids.js';
import { DispatchRetentions } from './retentions.js';
import { SendDispatch } from './send-dispatch.js';
import { SendLane } from './send-lane.js';
import { SettleDispatch } from './settle-dispatch.js';
import { SweepDispatches } from './sweep-dispatches.js';

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
