import { Controller, Injectable } from '@nestjs/common';
import { type ContactNotice, type InputOf, listContactNotices, settleContactNotice } from '#libs/contracts';
import { type AgentContext, CountsTrouble, CurrentAgent, ticketScope } from '#libs/identity';
import {
  Database,
  Endpoint,
  Input,
  type PageOf,
  Problem,
  type Stored,
  firstRow,
  idPage,
  rows,
  withInstantsAsText,
} from '#libs/platform';
import { countWaiting, existsVisible, listVisible, noticeById, settleByAgent } from './manage-notices.queries.js';

type NoticeRow = Stored<ContactNotice, 'at'>;

/** Notices that wait for an agent, and the results of the others; agents see of each what they may see of its buyer. */
@Injectable()
@CountsTrouble({ kind: 'notices' })
export class ManageNotices implements CountsTrouble {
  constructor(private readonly database: Database) {}

  async countTrouble(): Promise<number> {
    return (await firstRow<{ count: number }>(this.database, countWaiting, []))!.count;
  }

  async list(
    agent: AgentContext,
    state: ContactNotice['state'],
    afterId: string | undefined,
    limit: number,
  ): Promise<ContactNotice[]> {
    const parameters: unknown[] = [state, afterId ?? null, limit];
    const found = await rows<NoticeRow>(this.database, listVisible(ticketScope(agent), parameters), parameters);
    return found.map(withInstantsAsText);
  }

  /** Stores that an agent has informed the buyer. Settling a settled notice changes nothing. */
  async settle(agent: AgentContext, noticeId: string): Promise<ContactNotice> {
    const parameters: unknown[] = [noticeId];
    if (!(await firstRow(this.database, existsVisible(ticketScope(agent), parameters), parameters)))
      throw new Problem('not-found');
    const settled = await firstRow(this.database, settleByAgent, [noticeId, agent.agentId]);
    const notice = await firstRow<NoticeRow>(this.database, noticeById, [noticeId]);
    if (!notice) throw new Problem('not-found');
    if (!settled && notice.state !== 'done') throw new Problem('conflict', 'This notice does not wait for an agent');
    return withInstantsAsText(notice);
  }
}

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
