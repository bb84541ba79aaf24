import { Controller } from '@nestjs/common';
import {
  type InputOf,
  checkChannel,
  createChannel,
  getChannel,
  listChannelKinds,
  listChannels,
  updateChannel,
} from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Endpoint, Input, Problem, idPage } from '#libs/platform';
import { adapters } from './all-adapters.js';
import { AdapterContexts } from './adapter-contexts.js';
import { describeKind } from './describe-kind.js';
import { FindChannel } from './find-channel.js';
import { ManageChannels } from './manage-channels.js';

@Controller()
export class ChannelsController {
  constructor(
    private readonly channels: ManageChannels,
    private readonly find: FindChannel,
    private readonly contexts: AdapterContexts,
  ) {}

  @Endpoint(listChannelKinds)
  kinds(@Input() { query }: InputOf<typeof listChannelKinds>) {
    return { items: adapters.map((adapter) => describeKind(adapter, query.locale)) };
  }

  @Endpoint(listChannels)
  list(@Input() { query }: InputOf<typeof listChannels>) {
    return idPage(query, (afterId, limit) => this.channels.list(afterId, limit));
  }

  @Endpoint(getChannel)
  get(@Input() { params }: InputOf<typeof getChannel>) {
    return this.channels.get(params.channelId);
  }

  @Endpoint(createChannel)
  create(@Input() { body }: InputOf<typeof createChannel>, @CurrentAgent() agent: AgentContext) {
    return this.channels.create(agent, body);
  }

  @Endpoint(updateChannel)
  update(@Input() { params, body }: InputOf<typeof updateChannel>, @CurrentAgent() agent: AgentContext) {
    return this.channels.update(agent, params.channelId, body);
  }

  @Endpoint(checkChannel)
  async check(@Input() { params }: InputOf<typeof checkChannel>) {
    const channel = await this.find.byId(params.channelId);
    if (!channel) throw new Problem('not-found');
    return (await channel.adapter.check?.(this.contexts.of(channel))) ?? { ok: true, message: '' };
  }
}
