import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobsWorkerModule } from '../jobs/index.js';
import { DropOldRecords } from './drop-old-records.js';

/** Deletes what is kept for a time only: for the worker. */
@Module({
  imports: [JobsWorkerModule, DiscoveryModule],
  providers: [DropOldRecords],
})
export class RetentionWorkerModule {}
