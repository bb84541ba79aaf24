import { Module } from '@nestjs/common';
import { TicketsApiModule, TicketsWorkerModule } from '#libs/tickets';
import { VISITOR_AVAILABILITY } from '#libs/visitors';
import { ApplyPolicies } from './apply-policies.js';
import { VisitorHours } from './find-policy.js';
import { FireClocks } from './fire-clocks.js';
import { KeepTime } from './keep-time.js';
import { ManageBusinessHours } from './manage-business-hours.js';
import { ManagePolicies } from './manage-policies.js';
import { ScheduleClocks } from './schedule-clocks.js';
import { SeedSla } from './seed-sla.js';
import { ReadClocks } from './read-clocks.js';
import { SlaController } from './sla.controller.js';

@Module({
  imports: [TicketsApiModule],
  controllers: [SlaController],
  providers: [
    ManagePolicies,
    ManageBusinessHours,
    ReadClocks,
    SeedSla,
    VisitorHours,
    { provide: VISITOR_AVAILABILITY, useExisting: VisitorHours },
  ],
})
export class SlaApiModule {}

@Module({
  imports: [TicketsWorkerModule],
  providers: [ScheduleClocks, FireClocks, KeepTime, ApplyPolicies],
})
export class SlaWorkerModule {}
