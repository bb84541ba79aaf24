import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccessGuard, IdentityApiModule, SessionMiddleware } from '#libs/identity';
import { MailApiModule } from '#libs/mail';
import { type Config, Log, OutboxApiModule, PlatformModule, ProblemFilter } from '#libs/platform';
import { OrdersApiModule } from '#libs/orders';
import { RepliesApiModule } from '#libs/replies';
import { ReportsApiModule } from '#libs/reports';
import { SlaApiModule } from '#libs/sla';
import { StoresApiModule } from '#libs/stores';
import { TicketsApiModule } from '#libs/tickets';
import { VisitorsApiModule } from '#libs/visitors';
import { PlaygroundModule } from '../../playground/server/playground.module.js';
import { HealthController } from './health.controller.js';
import { OpenApiController } from './open-api.controller.js';
import { Readiness } from './readiness.js';

/** The api: HTTP, sockets, the listener for mail. Lists modules and nothing else; their order decides nothing. */
@Module({
  imports: [
    OutboxApiModule,
    IdentityApiModule,
    TicketsApiModule,
    OrdersApiModule,
    MailApiModule,
    VisitorsApiModule,
    RepliesApiModule,
    SlaApiModule,
    ReportsApiModule,
    StoresApiModule,
  ],
  controllers: [HealthController, OpenApiController],
  providers: [
    Readiness,
    { provide: APP_GUARD, useExisting: AccessGuard },
    {
      provide: APP_FILTER,
      inject: [Log],
      useFactory: (log: Log) => new ProblemFilter((error) => log.error('a request failed', error)),
    },
  ],
})
export class ApiModule implements NestModule {
  static with(config: Config, log: Log): DynamicModule {
    return {
      module: ApiModule,
      imports: [PlatformModule.with(config, log), ...(config.demo ? [PlaygroundModule] : [])],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(SessionMiddleware).forRoutes('{*path}');
  }
}
