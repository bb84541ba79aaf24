import { Module } from '@nestjs/common';
import { everyMs } from '#libs/platform';
import { CoreModule } from '../core/core.module.js';
import { RewriteWords } from './rewrite-words.js';
import { SweepRecords } from './sweep-records.js';
import { SweepTickets } from './sweep-tickets.js';

@Module({
  imports: [CoreModule],
  providers: [
    RewriteWords,
    SweepTickets,
    SweepRecords,
    everyMs('rewrite-words', 10_000, [RewriteWords], (words: RewriteWords) => (signal) => words.run(signal)),
    everyMs(
      'rearm-deliveries',
      10_000,
      [SweepTickets],
      (sweep: SweepTickets) => (signal) => sweep.rearmDeliveries(signal),
    ),
    everyMs('wake-snoozed', 5_000, [SweepTickets], (sweep: SweepTickets) => (signal) => sweep.wake(signal)),
    everyMs('close-resolved', 60_000, [SweepTickets], (sweep: SweepTickets) => (signal) => sweep.close(signal)),
    everyMs('drop-old-records', 3_600_000, [SweepRecords], (sweep: SweepRecords) => (signal) => sweep.dropOld(signal)),
    everyMs(
      'drop-orphaned-files',
      6 * 3_600_000,
      [SweepRecords],
      (sweep: SweepRecords) => (signal) => sweep.dropOrphans(signal),
    ),
    everyMs(
      'drop-unused-uploads',
      600_000,
      [SweepTickets],
      (sweep: SweepTickets) => (signal) => sweep.dropUnusedUploads(signal),
    ),
  ],
})
export class TimeWorkerModule {}
