import { Module } from '@nestjs/common';
import { ChannelsApiModule, ChannelsWorkerModule } from '#libs/channels';
import { DispatchApiModule, DispatchWorkerModule } from '#libs/dispatch';
import { FilesApiModule, FilesWorkerModule } from '../files/files.module.js';
import { AppHooksController } from './app-hooks.controller.js';
import { FetchAgain } from './fetch-again.js';
import { FetchMedia } from './fetch-media.js';
import { HooksController } from './hooks.controller.js';
import { NameContact } from './name-contact.js';
import { QueueMedia } from './queue-media.js';
import { ReceiveMessage } from './receive-message.js';
import { RetryWebhook } from './retry-webhook.js';
import { TakeWebhook } from './take-webhook.js';

@Module({
  imports: [ChannelsApiModule, DispatchApiModule, FilesApiModule],
  controllers: [AppHooksController, HooksController],
  providers: [FetchAgain, ReceiveMessage, TakeWebhook, RetryWebhook],
  exports: [ChannelsApiModule, FilesApiModule, FetchAgain, ReceiveMessage, TakeWebhook],
})
export class InboundApiModule {}

@Module({
  imports: [ChannelsWorkerModule, DispatchWorkerModule, FilesWorkerModule],
  providers: [ReceiveMessage, TakeWebhook, FetchMedia, QueueMedia, NameContact],
  exports: [ChannelsWorkerModule, FilesWorkerModule, ReceiveMessage, TakeWebhook],
})
export class InboundWorkerModule {}
