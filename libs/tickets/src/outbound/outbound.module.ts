import { Module } from '@nestjs/common';
import { ChannelsWorkerModule } from '#libs/channels';
import { CoreModule } from '../core/core.module.js';
import { ComposeOutbound } from './compose-outbound.js';
import { DeliverMessage } from './deliver-message.js';
import { DeliverSubscriber } from './deliver-subscriber.js';
import { SettleDelivery } from './settle-delivery.js';
import { widgetFallback } from './widget-fallback/index.js';

@Module({
  imports: [ChannelsWorkerModule, CoreModule],
  providers: [ComposeOutbound, DeliverMessage, SettleDelivery, DeliverSubscriber, ...widgetFallback],
})
export class OutboundWorkerModule {}
