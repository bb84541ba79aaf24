import { Module } from '@nestjs/common';
import { everyMs, handleJob } from '#libs/platform';
import { TicketsApiModule, TicketsWorkerModule, VISITOR_AVAILABILITY } from '#libs/tickets';
import { ApplyPolicies } from './apply-policies.js';
import { ArmClocks } from './arm-clocks.js';
import { FireClocks } from './fire-clocks.js';
import { fireSlaClock } from './fire-sla-clock.job.js';
import { furnishSla } from './furnish-sla.js';
import { KeepTime, keepTimeSubscriber } from './keep-time.js';
import { ManageBusinessHours } from './manage-business-hours.js';
import { ManagePolicies } from './manage-policies.js';
import { ReadClocks } from './read-clocks.js';
import { SlaController } from './sla.controller.js';
import { VisitorHours } from './visitor-hours.js';

@Module({
  imports: [TicketsApiModule],
  controllers: [SlaController],
  providers: [
    ManagePolicies,
    ManageBusinessHours,
    ReadClocks,
    furnishSla,
    VisitorHours,
    { provide: VISITOR_AVAILABILITY, useExisting: VisitorHours },
  ],
})
export class SlaApiModule {}

const sweeps = [
  everyMs('arm-sla-clocks', 20_000, [ArmClocks], (armer: ArmClocks) => () => armer.sweep()),
  everyMs('fire-overdue-sla-clocks', 1_000, [FireClocks], (clocks: FireClocks) => (signal) => clocks.sweep(signal)),
  everyMs(
    'apply-sla-policies',
    5_000,
    [ApplyPolicies],
    (policies: ApplyPolicies) => (signal) => policies.sweep(signal),
  ),
];

@Module({
  imports: [TicketsWorkerModule],
  providers: [
    ArmClocks,
    FireClocks,
    KeepTime,
    ApplyPolicies,
    keepTimeSubscriber,
    ...sweeps,
    handleJob(
      fireSlaClock,
      [FireClocks],
      (clocks: FireClocks) =>
        ({ clockId, version }) =>
          clocks.fireArmed(clockId, version),
    ),
  ],
})
export class SlaWorkerModule {}
