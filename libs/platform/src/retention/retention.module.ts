import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobsWorkerModule } from '../jobs/index.js';
import { DropOldRecords } from './drop-old-records.js';
import { PlatformRetentions } from './platform-retentions.js';

/** Deletes what is kept for a time only: for the worker. */
@Module({
  imports: [JobsWorkerModule, DiscoveryModule],
  providers: [DropOldRecords, PlatformRetentions],
})
export class RetentionWorkerModule {}
