import { Module } from '@nestjs/common';
import { AdapterContexts, FindChannel } from './find-channel.js';
import { ChannelHints } from './channel-hints.js';
import { ChannelsController } from './channels.controller.js';
import { ConnectChannel } from './connect-channel.js';
import { DescribeChannels } from './describe-channels.js';
import { ManageChannels } from './manage-channels.js';
import { RetireChannel } from './retire-channel.js';
import { ListTemplates } from './templates/list-templates.js';
import { RenewCredentials } from './credentials/renew-credentials.js';
import { SyncTemplates } from './templates/sync-templates.js';
import { TemplatesController } from './templates/templates.controller.js';

const shared = [FindChannel, AdapterContexts];

@Module({
  controllers: [ChannelsController, TemplatesController],
  providers: [...shared, ChannelHints, DescribeChannels, ConnectChannel, RetireChannel, ManageChannels, ListTemplates],
  exports: [...shared, ManageChannels],
})
export class ChannelsApiModule {}

@Module({ providers: [...shared, SyncTemplates, RenewCredentials], exports: shared })
export class ChannelsWorkerModule {}
