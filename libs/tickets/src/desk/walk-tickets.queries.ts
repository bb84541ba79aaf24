import { TicketStatus } from '#libs/contracts';
import type { Narrowing } from './filter-tickets.js';

type Put = (value: unknown) => string;

/** The last row of a page. The time is text: a Date would lose its microseconds. */
export type Place = [time: string, id: string];

export interface AskedWalk extends Pick<Narrowing, 'scope' | 'filter'> {
  sort: 'activity' | 'due';
  after?: Place | undefined;
}

/**
 * When a ticket is due; tickets without a running clock come last. Must equal the index's expression. Not a COALESCE,
 * which Postgres takes for leaky: under the policies no index would serve a condition on it.
 */
const due = `case when t.clock_due_at is null then '9999-01-01 00:00:00+00'::timestamptz else t.clock_due_at end`;

export const orders = {
  activity: { time: 't.last_message_at', way: 'desc', back: 'asc', follows: '<' },
  due: { time: due, way: 'asc', back: 'desc', follows: '>' },
};

/** What conditions ask of a ticket. */
const columns = `t.workspace_id, t.id, t.number, t.status, t.channel_type, t.store_id, t.contact_id, t.recipient_value, t.assignee_id, t.team_id,
  t.tags, t.automatic, t.clock, t.clock_state, t.clock_due_at, t.created_at, t.last_inbound_at`;

/**
 * Selects tickets in the order of a list, as `at` and their columns, by their ids or as they come. The indexes hold
 * that order within a status, or within an assignee and a status: of several statuses Postgres merges what it reads.
 * @param ids an array of ids; null for all tickets
 * @param me the agent who asks
 */
export function walkOfTickets(asked: AskedWalk, ids: string | null, most: number, me: string, put: Put): string {
  const { sort, after } = asked;
  const { time, way, follows } = orders[sort];
  const place = after && [put(after[0]), put(after[1])];
  const follow = place ? [`(${time}, t.id) ${follows} (${place[0]}::timestamptz, ${place[1]}::uuid)`] : [];
  const select = (conditions: string[]) =>
    `select ${columns}, ${time} as at from tickets t where ${[...conditions, ...follow].join(' and ')} order by ${time} ${way}, t.id ${way} limit ${most}`;
  if (ids) return select([`t.id = any(${ids})`]);
  const near = nearOf(asked, me, put);
  const ofStatus = statusesOf(asked.filter).map((status) => select([`t.status = ${put(status)}`, ...near]));
  if (ofStatus.length === 1) return ofStatus[0]!;
  // Each has an order and a limit of its own, or Postgres would not see that they can be merged.
  return `select * from (${ofStatus.map((each) => `(${each})`).join(' union all ')}) t order by at ${way}, id ${way} limit ${most}`;
}

/** The statuses that a list may show. */
const statusesOf = ({ status }: AskedWalk['filter']): TicketStatus[] => [...new Set(status ?? TicketStatus.options)];

/** Conditions that narrow the way through an index besides the status. */
function nearOf({ scope, filter, sort }: AskedWalk, me: string, put: Put): string[] {
  if (sort === 'due') return filter.sla ? [`${due} <= ${latestDue[filter.sla]}`] : [];
  if (filter.assignee === 'none') return ['t.assignee_id is null'];
  if (filter.assignee) return [`t.assignee_id = ${put(filter.assignee === 'me' ? me : filter.assignee)}`];
  return scope.kind === 'assigned' ? [`t.assignee_id = ${put(scope.agentId)}`] : [];
}

/**
 * What is late has been due, by the clock of the machine that said so; a target of at most ninety days is due soon in
 * its last quarter.
 */
const latestDue = { breached: `now() + interval '20 minutes'`, soon: `now() + interval '23 days'` };
