import { Controller } from '@nestjs/common';
import { type InputOf, reportNow, reportResponseTimes } from '#libs/contracts';
import { Endpoint, Input } from '#libs/platform';
import { ReportNow } from './report-now.js';
import { ReportResponseTimes } from './report-response-times.js';

@Controller()
export class ReportsController {
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
