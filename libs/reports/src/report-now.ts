import { Injectable } from '@nestjs/common';
import type { Count, ResponseOf, TicketFilter, TicketStatus, reportNow } from '#libs/contracts';
import { Database } from '#libs/platform';
import { dueSoon } from '#libs/tickets';
import { type ReportScope, requireKnownScope, scopeConditions, scopeFilter } from './report-scope.js';

interface Row {
  at: Date;
  channelType: string | null;
  isTotal: boolean;
  backlog: number;
  open: number;
  unassigned: number;
  pending: number;
  snoozed: number;
  breached: number;
  soon: number;
  oldestAt: Date | null;
}

const unresolved: TicketStatus[] = ['open', 'pending', 'snoozed'];

/** Soon is what the list calls soon: what is late already counts too. */
const countNow = (conditions: string[]) => `
  select now() as at, t.channel_type as "channelType", grouping(t.channel_type)::int = 1 as "isTotal", count(*)::int as backlog,
    count(*) filter (where t.status = 'open')::int as open,
    count(*) filter (where t.status = 'open' and t.assignee_id is null)::int as unassigned,
    count(*) filter (where t.status = 'pending')::int as pending,
    count(*) filter (where t.status = 'snoozed')::int as snoozed,
    count(*) filter (where t.clock_state = 'breached')::int as breached,
    count(*) filter (where ${dueSoon})::int as soon,
    min(t.created_at) filter (where t.status = 'open') as "oldestAt"
  from tickets t where t.status in ('open', 'pending', 'snoozed') ${conditions.map((condition) => `and ${condition}`).join(' ')}
  group by grouping sets ((), (t.channel_type)) order by t.channel_type`;

/** What stands open at this moment. */
@Injectable()
export class ReportNow {
  constructor(private readonly database: Database) {}

  async report(scope: ReportScope): Promise<ResponseOf<typeof reportNow>> {
    await requireKnownScope(this.database, scope);
    const parameters: unknown[] = [];
    const found = await this.database.query<Row>(countNow(scopeConditions('t', scope, parameters)), parameters);
    const total = found.find(({ isTotal }) => isTotal)!;
    const count = (n: number, filter: TicketFilter): Count => ({ n, tickets: { ...scopeFilter(scope), ...filter } });
    return {
      at: total.at.toISOString(),
      oldestAt: total.oldestAt?.toISOString() ?? null,
      open: count(total.open, { status: ['open'] }),
      unassigned: count(total.unassigned, { status: ['open'], assignee: 'none' }),
      pending: count(total.pending, { status: ['pending'] }),
      snoozed: count(total.snoozed, { status: ['snoozed'] }),
      backlog: count(total.backlog, { status: unresolved }),
      breached: count(total.breached, { status: unresolved, sla: 'breached' }),
      soon: count(total.soon, { status: unresolved, sla: 'soon' }),
      channels: found.flatMap(({ isTotal, channelType, backlog, breached }) =>
        isTotal || channelType === null
          ? []
          : [
              {
                channelType,
                backlog: count(backlog, { status: unresolved, channelType }),
                breached: count(breached, { status: unresolved, sla: 'breached', channelType }),
              },
            ],
      ),
    };
  }
}
