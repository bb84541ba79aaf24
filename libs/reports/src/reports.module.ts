import { Module } from '@nestjs/common';
import { ReportNow } from './report-now.js';
import { ReportResponseTimes } from './report-response-times.js';
import { ReportsController } from './reports.controller.js';

@Module({ controllers: [ReportsController], providers: [ReportResponseTimes, ReportNow] })
export class ReportsApiModule {}
