import { Module } from '@nestjs/common';
import { ChannelsApiModule, ChannelsWorkerModule } from '#libs/channels';
import { DispatchApiModule, DispatchWorkerModule } from '#libs/dispatch';
import { CoreModule } from '../core/core.module.js';
import { DeliverSubscriber } from './deliver-subscriber.js';
import { MessageDispatch } from './message-dispatch.js';
import { MessageFiles } from './message-files.js';

const services = [MessageDispatch, MessageFiles];

@Module({
  imports: [ChannelsApiModule, CoreModule, DispatchApiModule],
  providers: services,
  exports: [DispatchApiModule, MessageFiles],
})
export class OutboundApiModule {}

@Module({
  imports: [ChannelsWorkerModule, CoreModule, DispatchWorkerModule],
  providers: [...services, DeliverSubscriber],
  exports: [DispatchWorkerModule, MessageFiles],
})
export class OutboundWorkerModule {}
