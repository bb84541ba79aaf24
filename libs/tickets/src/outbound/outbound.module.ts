import { Module } from '@nestjs/common';
import { ChannelsWorkerModule } from '#libs/channels';
import { handleJob } from '#libs/platform';
import { CoreModule } from '../core/core.module.js';
import { ComposeOutbound } from './compose-outbound.js';
import { deliverMessage } from './deliver-message.job.js';
import { DeliverMessage } from './deliver-message.js';
import { deliverSubscriber } from './deliver-subscriber.js';
import { SettleDelivery } from './settle-delivery.js';
import { widgetFallback } from './widget-fallback/index.js';

@Module({
  imports: [ChannelsWorkerModule, CoreModule],
  providers: [
    ComposeOutbound,
    DeliverMessage,
    SettleDelivery,
    deliverSubscriber,
    ...widgetFallback,
    handleJob(
      deliverMessage,
      [DeliverMessage],
      (deliver: DeliverMessage) =>
        ({ ticketId }) =>
          deliver.deliver(ticketId),
    ),
  ],
})
export class OutboundWorkerModule {}
