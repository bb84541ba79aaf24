import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Database } from '../database/database.js';
import { SystemDatabase } from '../database/system-database.js';
import { NotifyRelays } from './notify-relays.js';
import { Relay } from './relay.js';
import { RelayRunner } from './relay-runner.js';

/** For a process that commits events and has no relay of its own. */
@Module({ providers: [NotifyRelays] })
export class OutboxApiModule {}

/** The relay, for a worker. Subscribers are found among all providers. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    {
      provide: Relay,
      inject: [Database, SystemDatabase],
      useFactory: (database: Database, system: SystemDatabase) => new Relay(database, system),
    },
    RelayRunner,
  ],
  exports: [Relay, RelayRunner],
})
export class OutboxWorkerModule {}
