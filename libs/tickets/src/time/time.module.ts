import { Module } from '@nestjs/common';
import { sweepEveryMs } from '#libs/platform';
import { CoreModule } from '../core/core.module.js';
import { RewriteWords } from './rewrite-words.js';
import { ticketRetentions } from './retentions.js';
import { SweepRecords } from './sweep-records.js';
import { SweepTickets } from './sweep-tickets.js';

@Module({
  imports: [CoreModule],
  providers: [
    RewriteWords,
    SweepTickets,
    SweepRecords,
    sweepEveryMs('rewrite-words', 10_000, [RewriteWords], (words: RewriteWords) => (run) => words.run(run)),
    sweepEveryMs(
      'rearm-deliveries',
      10_000,
      [SweepTickets],
      (sweep: SweepTickets) => (run) => sweep.rearmDeliveries(run),
    ),
    sweepEveryMs('wake-snoozed', 5_000, [SweepTickets], (sweep: SweepTickets) => (run) => sweep.wake(run)),
    sweepEveryMs('close-resolved', 60_000, [SweepTickets], (sweep: SweepTickets) => (run) => sweep.close(run)),
    ticketRetentions,
    sweepEveryMs(
      'drop-orphaned-files',
      6 * 3_600_000,
      [SweepRecords],
      (sweep: SweepRecords) => (run) => sweep.dropOrphans(run),
    ),
    sweepEveryMs(
      'drop-unused-uploads',
      600_000,
      [SweepTickets],
      (sweep: SweepTickets) => (run) => sweep.dropUnusedUploads(run),
    ),
  ],
})
export class TimeWorkerModule {}
