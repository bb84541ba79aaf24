import { Injectable } from '@nestjs/common';
import type { Count, ResponseOf, TicketFilter, TicketStatus, reportNow } from '#libs/contracts';
import { Database, inWork } from '#libs/platform';
import { requireKnownScope, scopeFilter } from './report-scope.js';
import { type ReportScope, countNow, scopeConditions } from './reports.queries.js';

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

/** Reports the unresolved tickets of this moment. */
@Injectable()
export class ReportNow {
  constructor(private readonly database: Database) {}

  async report(scope: ReportScope): Promise<ResponseOf<typeof reportNow>> {
    await requireKnownScope(this.database, scope);
    const parameters: unknown[] = [];
    const found = await inWork('report', () =>
      this.database.query<Row>(countNow(scopeConditions('t', scope, parameters)), parameters),
    );
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
