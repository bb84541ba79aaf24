import { Module } from '@nestjs/common';
import { AdapterContexts } from './adapter-contexts.js';
import { ChannelsController } from './channels.controller.js';
import { FindChannel } from './find-channel.js';
import { ManageChannels } from './manage-channels.js';

const shared = [FindChannel, AdapterContexts];

@Module({
  controllers: [ChannelsController],
  providers: [...shared, ManageChannels],
  exports: [...shared, ManageChannels],
})
export class ChannelsApiModule {}

@Module({ providers: shared, exports: shared })
export class ChannelsWorkerModule {}
