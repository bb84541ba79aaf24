import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Ticket, TicketFilter } from '#libs/contracts';
import { type AgentContext, scopeSql, ticketScope } from '#libs/identity';
import { Database, type PageOf, contributed, cutPage, decodeCursor, isInstantText, isUuid, rows } from '#libs/platform';
import { CONTRIBUTED_FILTER, type ContributedFilter } from './contributed-filter.js';
import { filterTickets } from './filter-tickets.js';
import { type TicketRow, describeTicket, ticketColumns, ticketJoins } from '../core/ticket-view.js';

interface ListQuery extends TicketFilter {
  sort: 'activity' | 'due';
  limit: number;
  cursor?: string;
}
type Place = [time: string, id: string];

/** When a ticket is due; tickets without a running clock come last. Must equal the index's expression. */
const due = `coalesce(t.clock_due_at, '9999-01-01 00:00:00+00'::timestamptz)`;

const isPlace = (value: unknown): value is Place =>
  Array.isArray(value) && value.length === 2 && isInstantText(value[0]) && isUuid(value[1]);

/** Lists the tickets that an agent may see, in pages. */
@Injectable()
export class ListTickets {
  constructor(
    private readonly database: Database,
    private readonly modules: ModuleRef,
  ) {}

  async list(agent: AgentContext, { sort, limit, cursor, ...filter }: ListQuery): Promise<PageOf<Ticket>> {
    const parameters: unknown[] = [agent.agentId];
    const others = contributed<ContributedFilter>(this.modules, CONTRIBUTED_FILTER);
    const conditions = [
      scopeSql(ticketScope(agent), 't', parameters),
      ...(await filterTickets(this.database, agent, filter, parameters, others)),
    ];
    const place = decodeCursor(cursor, isPlace);
    const order = sort === 'due' ? `${due} asc, t.id asc` : 't.last_message_at desc, t.id desc';
    if (place) conditions.push(after(sort, place, parameters));
    // Select the page first, then join only its few rows.
    const found = await rows<TicketRow & { place: string }>(
      this.database,
      `with page as materialized (select t.workspace_id, t.id from tickets t where ${conditions.join(' and ')} order by ${order} limit $${parameters.push(limit + 1)})
       select ${ticketColumns}, (${sort === 'due' ? due : 't.last_message_at'})::text as place
       from page join tickets t on t.workspace_id = page.workspace_id and t.id = page.id ${ticketJoins(1)} order by ${order}`,
      parameters,
    );
    const page = cutPage(found, limit, (last): Place => [last.place, last.id]);
    return { items: page.items.map(({ place: _, ...row }) => describeTicket(row)), nextCursor: page.nextCursor };
  }
}

function after(sort: ListQuery['sort'], [time, id]: Place, parameters: unknown[]): string {
  const values = `($${parameters.push(time)}::timestamptz, $${parameters.push(id)}::uuid)`;
  return sort === 'due' ? `(${due}, t.id) > ${values}` : `(t.last_message_at, t.id) < ${values}`;
}
