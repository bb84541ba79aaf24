import { Module } from '@nestjs/common';
import { AdapterContexts, FindChannel } from './find-channel.js';
import { ChannelHints } from './channel-hints.js';
import { ChannelsController } from './channels.controller.js';
import { ConnectChannel } from './connect-channel.js';
import { DescribeChannels } from './describe-channels.js';
import { ManageChannels } from './manage-channels.js';
import { RetireChannel } from './retire-channel.js';

const shared = [FindChannel, AdapterContexts];

@Module({
  controllers: [ChannelsController],
  providers: [...shared, ChannelHints, DescribeChannels, ConnectChannel, RetireChannel, ManageChannels],
  exports: [...shared, ManageChannels],
})
export class ChannelsApiModule {}

@Module({ providers: shared, exports: shared })
export class ChannelsWorkerModule {}
