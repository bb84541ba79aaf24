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
import { HealthController } from './health.controller.js';
import { OpenConnections } from './open-connections.js';
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
    OpenConnections,
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
  static async with(config: Config, log: Log): Promise<DynamicModule> {
    return {
      module: ApiModule,
      imports: [PlatformModule.with(config, log), ...(config.demo ? [await playground()] : [])],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(SessionMiddleware).forRoutes('{*path}');
  }
}

/** Loaded for a demo alone. */
async function playground() {
  return (await import('../../playground/server/playground.module.js')).PlaygroundModule;
}
