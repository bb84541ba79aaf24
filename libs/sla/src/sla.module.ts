import { Module } from '@nestjs/common';
import { sweepEveryMs } from '#libs/platform';
import { TicketsApiModule, TicketsWorkerModule } from '#libs/tickets';
import { VISITOR_AVAILABILITY } from '#libs/visitors';
import { ApplyPolicies } from './apply-policies.js';
import { ArmClocks } from './arm-clocks.js';
import { FireClocks } from './fire-clocks.js';
import { KeepTime } from './keep-time.js';
import { ManageBusinessHours } from './manage-business-hours.js';
import { ManagePolicies } from './manage-policies.js';
import { ReadClocks } from './read-clocks.js';
import { SeedSla } from './seed-sla.js';
import { SlaController } from './sla.controller.js';
import { VisitorHours } from './visitor-hours.js';

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

const sweeps = [
  sweepEveryMs('arm-sla-clocks', 20_000, [ArmClocks], (armer: ArmClocks) => () => armer.sweep()),
  sweepEveryMs('fire-overdue-sla-clocks', 1_000, [FireClocks], (clocks: FireClocks) => (run) => clocks.sweep(run)),
  sweepEveryMs('apply-sla-policies', 5_000, [ApplyPolicies], (policies: ApplyPolicies) => (run) => policies.sweep(run)),
];

@Module({
  imports: [TicketsWorkerModule],
  providers: [ArmClocks, FireClocks, KeepTime, ApplyPolicies, ...sweeps],
})
export class SlaWorkerModule {}
