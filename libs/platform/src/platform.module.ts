import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config } from './config/index.js';
import { DatabaseModule } from './database/database.module.js';
import { UndeclaredProxy } from './http/undeclared-proxy.js';
import { JobsModule } from './jobs/index.js';
import { Mailer } from './mail/mailer.js';
import { Network } from './net/network.js';
import { Log, Metrics } from './observe/index.js';
import { RealtimeModule } from './realtime/index.js';
import { Secrets } from './secrets/secrets.js';
import { StorageModule } from './storage/storage.module.js';

const services = [Metrics, Secrets, Mailer, Network, UndeclaredProxy];

/** What all libs need: settings, log, database, queues, hints, files. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, log: Log): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DatabaseModule, JobsModule, RealtimeModule, StorageModule],
      providers: [{ provide: Config, useValue: config }, { provide: Log, useValue: log }, ...services],
      exports: [Config, Log, DatabaseModule, JobsModule, RealtimeModule, StorageModule, ...services],
    };
  }
}
