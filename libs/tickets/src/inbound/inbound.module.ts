import { Module } from '@nestjs/common';
import { ChannelsApiModule, ChannelsWorkerModule } from '#libs/channels';
import { DispatchApiModule, DispatchWorkerModule } from '#libs/dispatch';
import { FilesApiModule, FilesWorkerModule } from '../files/files.module.js';
import { FetchMedia } from './fetch-media.js';
import { FetchMediaSubscriber } from './fetch-media-subscriber.js';
import { HooksController } from './hooks.controller.js';
import { ReceiveMessage } from './receive-message.js';
import { SweepMedia } from './sweep-media.js';
import { TakeWebhook } from './take-webhook.js';

@Module({
  imports: [ChannelsApiModule, DispatchApiModule, FilesApiModule],
  controllers: [HooksController],
  providers: [ReceiveMessage, TakeWebhook],
  exports: [ChannelsApiModule, FilesApiModule, ReceiveMessage, TakeWebhook],
})
export class InboundApiModule {}

@Module({
  imports: [ChannelsWorkerModule, DispatchWorkerModule, FilesWorkerModule],
  providers: [ReceiveMessage, TakeWebhook, FetchMedia, SweepMedia, FetchMediaSubscriber],
  exports: [ChannelsWorkerModule, FilesWorkerModule, ReceiveMessage, TakeWebhook],
})
export class InboundWorkerModule {}
