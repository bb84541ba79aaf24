import { Controller } from '@nestjs/common';
import { type ContactNotice, type InputOf, listContactNotices, settleContactNotice } from '#libs/contracts';
import { type AgentContext, CurrentAgent, ticketScope } from '#libs/identity';
import { Database, Endpoint, Input, type PageOf, Problem, firstRow, idPage, rows } from '#libs/platform';
import { noticeScopeSql } from './notice-scope.js';

const columns = `
  n.id, n.kind, n.state, n.order_id as "orderId", o.number as "orderNumber", o.store_id as "storeId", n.contact_id as "contactId", n.recipient as "to", n.subject, n.text, n.detail as why, n.created_at as at`;
const source = 'contact_notices n join orders o on o.workspace_id = n.workspace_id and o.id = n.order_id';

/** News that waits for an agent, and what became of other news; of each an agent sees what they may see of its buyer. */
@Controller()
export class NoticesController {
  constructor(private readonly database: Database) {}

  @Endpoint(listContactNotices)
  list(
    @Input() { query }: InputOf<typeof listContactNotices>,
    @CurrentAgent() agent: AgentContext,
  ): Promise<PageOf<ContactNotice>> {
    return idPage(query, (afterId, limit) => {
      const parameters: unknown[] = [query.state, afterId ?? null, limit];
      const scope = noticeScopeSql(ticketScope(agent), parameters);
      return rows<ContactNotice>(
        this.database,
        `select ${columns} from ${source} where n.state = $1 and ($2::uuid is null or n.id > $2) and ${scope} order by n.id limit $3`,
        parameters,
      );
    });
  }

  @Endpoint(settleContactNotice)
  async settle(
    @Input() { params }: InputOf<typeof settleContactNotice>,
    @CurrentAgent() agent: AgentContext,
  ): Promise<ContactNotice> {
    const parameters: unknown[] = [params.noticeId];
    const scope = noticeScopeSql(ticketScope(agent), parameters);
    if (!(await firstRow(this.database, `select from contact_notices n where n.id = $1 and ${scope}`, parameters)))
      throw new Problem('not-found');
    const settled = await firstRow(
      this.database,
      `update contact_notices set state = 'done', settled_by = $2 where id = $1 and state in ('needs-agent', 'unknown') returning id`,
      [params.noticeId, agent.agentId],
    );
    const notice = await firstRow<ContactNotice>(this.database, `select ${columns} from ${source} where n.id = $1`, [
      params.noticeId,
    ]);
    if (!notice) throw new Problem('not-found');
    if (!settled && notice.state !== 'done') throw new Problem('conflict', 'This notice does not wait for an agent');
    return notice;
  }
}
