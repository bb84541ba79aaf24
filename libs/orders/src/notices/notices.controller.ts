import { Controller } from '@nestjs/common';
import { type ContactNotice, type InputOf, listContactNotices, settleContactNotice } from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Endpoint, Input, type PageOf, idPage } from '#libs/platform';
import { ManageNotices } from './manage-notices.js';

@Controller()
export class NoticesController {
  constructor(private readonly notices: ManageNotices) {}

  @Endpoint(listContactNotices)
  list(
    @Input() { query }: InputOf<typeof listContactNotices>,
    @CurrentAgent() agent: AgentContext,
  ): Promise<PageOf<ContactNotice>> {
    return idPage(query, (afterId, limit) => this.notices.list(agent, query.state, afterId, limit));
  }

  @Endpoint(settleContactNotice)
  settle(
    @Input() { params }: InputOf<typeof settleContactNotice>,
    @CurrentAgent() agent: AgentContext,
  ): Promise<ContactNotice> {
    return this.notices.settle(agent, params.noticeId);
  }
}
