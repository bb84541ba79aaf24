import {
  idsAutomatic,
  idsLate,
  idsMade,
  idsSoon,
  idsStanding,
  idsTagged,
  idsWhere,
  idsWhereEach,
} from './ticket-sources.queries.js';
import type { Narrowing } from './filter-tickets.js';

type Put = (value: unknown) => string;

/** A select of the ids of all tickets that a list is about, and of more; of those that are many it gives a part. */
export type Source = (put: Put) => string;

/**
 * The ways by which a filter's tickets may be found without going through all of them, those that tend to give the
 * fewest first; `me` is the agent who asks.
 */
export function sourcesOf({ scope, filter }: Pick<Narrowing, 'scope' | 'filter'>, me: string): Source[] {
  const { tag, createdFrom, createdTo, assignee, team, status } = filter;
  const is = (field: string, value: string | undefined): Source[] => {
    if (!value) return [];
    return [status ? (put) => idsStanding(field, put(value), put(status)) : (put) => idsWhere(field, put(value))];
  };
  return [
    ...(filter.contactId ? [(put: Put) => idsWhere('contact', put(filter.contactId))] : []),
    ...(filter.automatic === 'only' ? [() => idsAutomatic] : []),
    ...(filter.sla ? [() => (filter.sla === 'breached' ? idsLate : `${idsLate} union all ${idsSoon}`)] : []),
    ...(tag ? [(put: Put) => idsTagged(put(tag))] : []),
    ...is('store', filter.storeId),
    ...(createdFrom || createdTo
      ? [(put: Put) => idsMade(put(createdFrom ?? '-infinity'), put(createdTo ?? 'infinity'))]
      : []),
    ...(assignee === 'none' ? [] : is('assignee', assignee === 'me' ? me : assignee)),
    ...is('channel', filter.channelType),
    ...(team === 'none' ? is('no-team', 'none') : is('team', team)),
    ...(assignee === 'none' && status ? is('unassigned', 'none') : []),
    ...(status ? [(put: Put) => idsWhereEach('status', put(status))] : []),
    ...ofScope(scope),
  ];
}

function ofScope(scope: Narrowing['scope']): Source[] {
  if (scope.kind === 'all') return [];
  const own: Source = (put) => idsWhere('assignee', put(scope.agentId));
  if (scope.kind === 'assigned') return [own];
  const ofTeams: Source[] = [
    (put) => idsWhere('no-team', put('null')),
    (put) => idsWhereEach('team', put(scope.teamIds)),
  ];
  return [(put) => [own, ...ofTeams].map((ids) => ids(put)).join(' union all ')];
}
