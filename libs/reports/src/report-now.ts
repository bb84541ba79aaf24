import { Injectable } from '@nestjs/common';
import type { Count, ResponseOf, TicketFilter, TicketStatus, reportNow } from '#libs/contracts';
import { Database, inWork, requireWorkspaceId } from '#libs/platform';
import { CostlyAnswers } from './costly-answers.js';
import { requireKnownScope, scopeFilter } from './report-scope.js';
import { type ReportScope, countNow, scopeConditions } from './reports.queries.js';

const counted = ['backlog', 'open', 'unassigned', 'pending', 'snoozed', 'breached', 'soon'] as const;

interface Row extends Record<(typeof counted)[number], number> {
  channelType: string;
  oldestAt: Date | null;
}

interface Found {
  at: Date;
  channels: Row[];
}

const unresolved: TicketStatus[] = ['open', 'pending', 'snoozed'];

/** Reports the unresolved tickets of this moment. */
@Injectable()
export class ReportNow {
  /** The present may be some seconds old where counting it takes long. */
  private readonly answers = new CostlyAnswers<Found>(10_000);

  constructor(private readonly database: Database) {}

  async report(scope: ReportScope): Promise<ResponseOf<typeof reportNow>> {
    await requireKnownScope(this.database, scope);
    const { at, channels } = await this.answers.get(JSON.stringify([requireWorkspaceId(), scope]), () =>
      this.read(scope),
    );
    const total = sumOf(channels);
    const count = (n: number, filter: TicketFilter): Count => ({ n, tickets: { ...scopeFilter(scope), ...filter } });
    return {
      at: at.toISOString(),
      oldestAt: oldestOf(channels)?.toISOString() ?? null,
      open: count(total.open, { status: ['open'] }),
      unassigned: count(total.unassigned, { status: ['open'], assignee: 'none' }),
      pending: count(total.pending, { status: ['pending'] }),
      snoozed: count(total.snoozed, { status: ['snoozed'] }),
      backlog: count(total.backlog, { status: unresolved }),
      breached: count(total.breached, { status: unresolved, sla: 'breached' }),
      soon: count(total.soon, { status: unresolved, sla: 'soon' }),
      channels: channels.map(({ channelType, backlog, breached }) => ({
        channelType,
        backlog: count(backlog, { status: unresolved, channelType }),
        breached: count(breached, { status: unresolved, sla: 'breached', channelType }),
      })),
    };
  }

  private async read(scope: ReportScope): Promise<Found> {
    const at = new Date();
    const parameters: unknown[] = [];
    const channels = await inWork('report', () =>
      this.database.query<Row>(countNow(scopeConditions('t', scope, parameters)), parameters),
    );
    return { at, channels };
  }
}

const sumOf = (channels: Row[]): Record<(typeof counted)[number], number> =>
  Object.assign({}, ...counted.map((name) => ({ [name]: channels.reduce((sum, row) => sum + row[name], 0) })));

const oldestOf = (channels: Row[]): Date | null =>
  channels.reduce<Date | null>(
    (oldest, { oldestAt }) => (oldestAt && (!oldest || oldestAt < oldest) ? oldestAt : oldest),
    null,
  );
