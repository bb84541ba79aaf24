import { Controller } from '@nestjs/common';
import {
  type Channel,
  type InputOf,
  checkChannel,
  connectChannel,
  createChannel,
  deleteChannel,
  getChannel,
  listChannelKinds,
  listChannels,
  updateChannel,
} from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Endpoint, Input, idPage } from '#libs/platform';
import { ConnectChannel } from './connect-channel.js';
import { adapters } from './find-channel.js';
import { describeKind } from './describe-kind.js';
import { ManageChannels } from './manage-channels.js';
import { RetireChannel } from './retire-channel.js';

@Controller()
export class ChannelsController {
  constructor(
    private readonly channels: ManageChannels,
    private readonly connecting: ConnectChannel,
    private readonly retiring: RetireChannel,
  ) {}

  @Endpoint(listChannelKinds)
  kinds(@Input() { query }: InputOf<typeof listChannelKinds>) {
    return { items: adapters.map((adapter) => describeKind(adapter, query.locale)) };
  }

  @Endpoint(listChannels)
  async list(@Input() { query }: InputOf<typeof listChannels>, @CurrentAgent() agent: AgentContext) {
    const page = await idPage(query, (afterId, limit) => this.channels.list(afterId, limit));
    return { ...page, items: page.items.map((channel) => shownTo(agent, channel)) };
  }

  @Endpoint(getChannel)
  async get(@Input() { params }: InputOf<typeof getChannel>, @CurrentAgent() agent: AgentContext) {
    return shownTo(agent, await this.channels.get(params.channelId));
  }

  @Endpoint(createChannel)
  create(@Input() { body }: InputOf<typeof createChannel>, @CurrentAgent() agent: AgentContext) {
    return this.channels.create(agent, body);
  }

  @Endpoint(updateChannel)
  update(@Input() { params, body }: InputOf<typeof updateChannel>, @CurrentAgent() agent: AgentContext) {
    return this.channels.update(agent, params.channelId, body);
  }

  @Endpoint(deleteChannel)
  remove(@Input() { params }: InputOf<typeof deleteChannel>, @CurrentAgent() agent: AgentContext) {
    return this.retiring.delete(agent, params.channelId);
  }

  @Endpoint(connectChannel)
  connect(@Input() { params }: InputOf<typeof connectChannel>) {
    return this.connecting.connect(params.channelId);
  }

  @Endpoint(checkChannel)
  check(@Input() { params }: InputOf<typeof checkChannel>) {
    return this.connecting.check(params.channelId);
  }
}

/** Names of servers and accounts are for those who set them. */
const shownTo = ({ role }: AgentContext, channel: Channel): Channel =>
  role === 'admin' ? channel : { ...channel, settings: {}, steps: [], webhookUrl: null, appWebhookUrl: null };
