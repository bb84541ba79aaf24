import type { TicketFilter } from '#libs/contracts';
import { type TicketScope, scopeSql } from '#libs/identity';
import { soonFrom } from '../core/ticket-counts.queries.js';
import { type PlacedSearch } from './search-tickets.js';

type Put = (value: unknown) => string;

/** Nest token under which a lib provides filters of the ticket list on its own tables. */
export const CONTRIBUTED_FILTER = Symbol('filter of the list of tickets');

export interface ContributedFilter {
  /**
   * Returns conditions on a tickets row `t`, for the filters that it knows; `put` adds a parameter and returns its
   * placeholder.
   */
  conditions(filter: TicketFilter, put: Put): string[];
}

/** What a list of tickets is narrowed to. */
export interface Narrowing {
  scope: TicketScope;
  filter: Omit<TicketFilter, 'q'>;
  search: PlacedSearch | null;
  others: ContributedFilter | null;
  /** The condition under which the contact of a tickets row may be known; the argument is the row's name. */
  knows: (alias: string) => string;
}

/** Conditions on a tickets row `t`. */
export interface Conditions {
  /** On columns of the row alone. */
  plain: string[];
  /** That look into other tables for each row. */
  dear: string[];
}

/** `me` is the agent who asks; parameters are put in the order of the text. */
export function filterTickets(narrowing: Narrowing, me: string, parameters: unknown[]): Conditions {
  const { scope, filter, search, others, knows } = narrowing;
  const put = (value: unknown) => `$${parameters.push(value)}`;
  const plain = [scopeSql(scope, 't', parameters), ...onColumns(filter, me, put)].filter((each) => each !== 'true');
  const dear = [
    ...(filter.contactId ? [knows('t')] : []),
    ...(others?.conditions(filter, put) ?? []),
    ...(search ? [search.condition] : []),
  ].filter((each) => each !== 'true');
  return { plain, dear };
}

function onColumns(filter: Narrowing['filter'], me: string, put: Put): string[] {
  const conditions: string[] = [];
  if (filter.status) conditions.push(`t.status = any(${put(filter.status)}::text[])`);
  if (filter.channelType) conditions.push(`t.channel_type = ${put(filter.channelType)}`);
  if (filter.assignee)
    conditions.push(
      filter.assignee === 'none'
        ? 't.assignee_id is null'
        : `t.assignee_id = ${put(filter.assignee === 'me' ? me : filter.assignee)}`,
    );
  if (filter.team) conditions.push(filter.team === 'none' ? 't.team_id is null' : `t.team_id = ${put(filter.team)}`);
  if (filter.tag) conditions.push(`t.tags @> array[${put(filter.tag)}::text]`);
  if (filter.automatic) conditions.push(filter.automatic === 'only' ? 't.automatic' : 'not t.automatic');
  if (filter.storeId) conditions.push(`t.store_id = ${put(filter.storeId)}`);
  if (filter.contactId) conditions.push(`t.contact_id = ${put(filter.contactId)}`);
  if (filter.sla) conditions.push(filter.sla === 'breached' ? `t.clock_state = 'breached'` : dueSoon);
  if (filter.createdFrom) conditions.push(`t.created_at >= ${put(filter.createdFrom)}`);
  if (filter.createdTo) conditions.push(`t.created_at < ${put(filter.createdTo)}`);
  return conditions;
}

/**
 * Whether a tickets row `t` is due soon, as the list shows it: late, in the last quarter of its target or within twenty
 * minutes.
 */
export const dueSoon = `${soonFrom} <= now()`;
