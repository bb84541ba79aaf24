import { Module } from '@nestjs/common';
import { CoreModule } from '../core/core.module.js';
import { RewriteWords } from './rewrite-words.js';
import { TicketRetentions } from './retentions.js';
import { SweepRecords } from './sweep-records.js';
import { SweepTickets } from './sweep-tickets.js';

@Module({
  imports: [CoreModule],
  providers: [RewriteWords, SweepTickets, SweepRecords, TicketRetentions],
})
export class TimeWorkerModule {}
