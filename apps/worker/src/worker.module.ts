import { type DynamicModule, Module } from '@nestjs/common';
import { IdentityWorkerModule } from '#libs/identity';
import { MailWorkerModule } from '#libs/mail';
import {
  type Config,
  JobsWorkerModule,
  type Log,
  OutboxWorkerModule,
  PlatformModule,
  RetentionWorkerModule,
} from '#libs/platform';
import { OrdersWorkerModule } from '#libs/orders';
import { RepliesWorkerModule } from '#libs/replies';
import { ReportsWorkerModule } from '#libs/reports';
import { SlaWorkerModule } from '#libs/sla';
import { TicketsWorkerModule } from '#libs/tickets';
import { VisitorsWorkerModule } from '#libs/visitors';

/** The worker: jobs, the relay of events, mailboxes, schedules. Lists modules and nothing else. */
@Module({
  imports: [
    OutboxWorkerModule,
    JobsWorkerModule,
    RetentionWorkerModule,
    IdentityWorkerModule,
    TicketsWorkerModule,
    MailWorkerModule,
    VisitorsWorkerModule,
    RepliesWorkerModule,
    OrdersWorkerModule,
    SlaWorkerModule,
    ReportsWorkerModule,
  ],
})
export class WorkerModule {
  static with(config: Config, log: Log): DynamicModule {
    return { module: WorkerModule, imports: [PlatformModule.with(config, log)] };
  }
}
