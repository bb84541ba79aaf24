import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobsWorkerModule } from '../jobs/index.js';
import { DropOldRecords } from './drop-old-records.js';
import { PlatformRetentions } from './platform-retentions.js';

/** Deletes records whose retention has ended. For the worker. */
@Module({
  imports: [JobsWorkerModule, DiscoveryModule],
  providers: [DropOldRecords, PlatformRetentions],
})
export class RetentionWorkerModule {}
