import { Module } from '@nestjs/common';
import { AutomaticWorkerModule } from './automatic/automatic.module.js';
import { DeskApiModule } from './desk/desk.module.js';
import { InboundApiModule, InboundWorkerModule } from './inbound/inbound.module.js';
import { OutboundApiModule, OutboundWorkerModule } from './outbound/outbound.module.js';
import { TimeWorkerModule } from './time/time.module.js';

@Module({
  imports: [InboundApiModule, OutboundApiModule, DeskApiModule],
  exports: [InboundApiModule, OutboundApiModule],
})
export class TicketsApiModule {}

@Module({
  imports: [InboundWorkerModule, OutboundWorkerModule, AutomaticWorkerModule, TimeWorkerModule],
  exports: [InboundWorkerModule, OutboundWorkerModule],
})
export class TicketsWorkerModule {}
