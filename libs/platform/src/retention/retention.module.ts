import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobsWorkerModule, sweepEveryMs } from '../jobs/index.js';
import { DropOldRecords } from './drop-old-records.js';

/** Deletes what is kept for a time only: for the worker. */
@Module({
  imports: [JobsWorkerModule, DiscoveryModule],
  providers: [
    DropOldRecords,
    sweepEveryMs('drop-old-records', 3_600_000, [DropOldRecords], (drop: DropOldRecords) => (run) => drop.sweep(run)),
  ],
})
export class RetentionWorkerModule {}
