import { Controller } from '@nestjs/common';
import { type ContactNotice, type InputOf, listContactNotices, settleContactNotice } from '#libs/contracts';
import { type AgentContext, CurrentAgent, ticketScope } from '#libs/identity';
import { Database, Endpoint, Input, type PageOf, Problem, firstRow, idPage, rows } from '#libs/platform';

const columns = `
  n.id, n.kind, n.state, n.order_id as "orderId", o.number as "orderNumber", o.store_id as "storeId", n.contact_id as "contactId", n.recipient as "to", n.subject, n.text, n.detail as why, n.created_at as at`;
const source = 'contact_notices n join orders o on o.workspace_id = n.workspace_id and o.id = n.order_id';

/** News that waits for an agent. It belongs to no ticket, so agents who see only their own tickets see none of it. */
@Controller()
export class NoticesController {
  constructor(private readonly database: Database) {}

  @Endpoint(listContactNotices)
  async list(@Input() { query }: InputOf<typeof listContactNotices>, @CurrentAgent() agent: AgentContext): Promise<PageOf<ContactNotice>> {
    if (ticketScope(agent).kind === 'assigned') return { items: [], nextCursor: null };
    return idPage(query, (afterId, limit) => rows<ContactNotice>(this.database, `select ${columns} from ${source} where n.state = $1 and ($2::uuid is null or n.id > $2) order by n.id limit $3`, [query.state, afterId ?? null, limit]));
  }

  @Endpoint(settleContactNotice)
  async settle(@Input() { params }: InputOf<typeof settleContactNotice>, @CurrentAgent() agent: AgentContext): Promise<ContactNotice> {
    const isTheirs = ticketScope(agent).kind !== 'assigned';
    const settled = isTheirs && (await firstRow(this.database, `update contact_notices set state = 'done', settled_by = $2 where id = $1 and state in ('needs-agent', 'unknown') returning id`, [params.noticeId, agent.agentId]));
    const notice = isTheirs ? await firstRow<ContactNotice>(this.database, `select ${columns} from ${source} where n.id = $1`, [params.noticeId]) : null;
    if (!notice) throw new Problem('not-found');
    if (!settled && notice.state !== 'done') throw new Problem('conflict', 'This notice does not wait for an agent');
    return notice;
  }
}
