import { Module } from '@nestjs/common';
import { CONTRIBUTED_FILTER } from '#libs/tickets';
import { VISITOR_REPLY_TIME } from '#libs/visitors';
import { filterByFacts } from './filter-by-facts.js';
import { MedianFirstResponse } from './median-first-response.js';
import { ReportNow } from './report-now.js';
import { ReportResponseTimes } from './report-response-times.js';
import { ReportsController } from './reports.controller.js';

@Module({
  controllers: [ReportsController],
  providers: [
    ReportResponseTimes,
    ReportNow,
    { provide: CONTRIBUTED_FILTER, useValue: filterByFacts },
    { provide: VISITOR_REPLY_TIME, useClass: MedianFirstResponse },
  ],
})
export class ReportsApiModule {}
