import { Controller, Module } from '@nestjs/common';
import { type InputOf, reportNow, reportResponseTimes } from '#libs/contracts';
import { Endpoint, Input } from '#libs/platform';
import { CONTRIBUTED_FILTER } from '#libs/tickets';
import { VISITOR_REPLY_TIME } from '#libs/visitors';
import { KeepPacks } from './keep-packs.js';
import { ReportNow } from './report-now.js';
import { ReportResponseTimes } from './report-response-times.js';
import { MedianFirstResponse, filterByFacts } from './ticket-facts.js';

@Controller()
class ReportsController {
  constructor(
    private readonly times: ReportResponseTimes,
    private readonly now: ReportNow,
  ) {}

  @Endpoint(reportResponseTimes)
  responseTimes(@Input() { query }: InputOf<typeof reportResponseTimes>) {
    return this.times.report(query);
  }

  @Endpoint(reportNow)
  openNow(@Input() { query }: InputOf<typeof reportNow>) {
    return this.now.report(query);
  }
}

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

@Module({ providers: [KeepPacks] })
export class ReportsWorkerModule {}
