import { Module } from '@nestjs/common';
import { AutomaticWorkerModule } from './automatic/automatic.module.js';
import { DeskApiModule } from './desk/desk.module.js';
import { InboundApiModule, InboundWorkerModule } from './inbound/inbound.module.js';
import { OutboundWorkerModule } from './outbound/outbound.module.js';
import { TimeWorkerModule } from './time/time.module.js';

@Module({ imports: [InboundApiModule, DeskApiModule], exports: [InboundApiModule] })
export class TicketsApiModule {}

@Module({
  imports: [InboundWorkerModule, OutboundWorkerModule, AutomaticWorkerModule, TimeWorkerModule],
  exports: [InboundWorkerModule],
})
export class TicketsWorkerModule {}
