import { knowsContactSql } from '../core/known-contact.queries.js';
import { ticketColumns, ticketJoins } from '../core/ticket-view.js';
import { type Narrowing, filterTickets } from './filter-tickets.js';
import { type PlacedSearch, type Search, placeSearch } from './search-tickets.js';
import { mostIds } from './ticket-sources.queries.js';
import type { Source } from './ticket-sources.js';
import { type AskedWalk, orders, walkOfTickets } from './walk-tickets.queries.js';

export interface AskedPage extends Omit<Narrowing, 'knows' | 'search'>, AskedWalk {
  search: Search | null;
  limit: number;
  /**
   * Where the tickets come from: by their ids, from the first of these that gives few, the words of the search among
   * them or not; or all in their order, as many as are said.
   */
  from: Sources | { most: number };
}

export interface Sources {
  sources: Source[];
  words: boolean;
}

type Put = (value: unknown) => string;

/** A page, or how far it came: a row without an id stands for no ticket. */
export interface PagePlace {
  place: string;
  /** Whether no source gave few. */
  tooMany: boolean;
  /** The last ticket that was looked at, where the page is not full and there are more. */
  reachedAt: Date | null;
  reachedPlace: string | null;
  reachedId: string | null;
  at: Date;
}

/** The most tickets of a request whose other tables are looked at. */
export const mostProbes = 1_500;

/**
 * A page of tickets, in steps that each stop as soon as the next has enough: tickets in their order, those whose
 * columns fit, those whose other tables fit. Parameter: the agent, who is `me`; those of the question are appended.
 * `offset 0` has the tickets of the page looked up by their keys: a generic plan would otherwise come to them by their
 * channels, and look at the other tables for each ticket of the workspace.
 */
export function pageOfTickets(asked: AskedPage, parameters: [agentId: string, ...more: unknown[]]): string {
  const { scope, sort, limit, from } = asked;
  const { time, way, back } = orders[sort];
  const put = (value: unknown) => `$${parameters.push(value)}`;
  const knows = (alias: string) => knowsContactSql(scope, alias, parameters);
  const search = asked.search && placeSearch(asked.search, put, knows);
  const ids = 'sources' in from && idsOf(from, asked.search, search, put);
  const most = 'most' in from ? from.most : mostIds;
  const walk = walkOfTickets(asked, ids ? '(select ids from chosen)::uuid[]' : null, most, parameters[0], put);
  const { plain, dear } = filterTickets({ ...asked, search, knows }, parameters[0], parameters);
  const where = (conditions: string[]) => (conditions.length ? `where ${conditions.join(' and ')}` : '');
  const order = `order by t.at ${way}, t.id ${way}`;
  const full = put(limit);
  return `
    with ${ids ? chosenOf(ids) : ''}walk as materialized (
      ${walk}
    ), fitting as materialized (
      select * from walk t ${where(plain)} ${order} limit ${dear.length ? mostProbes : full}
    ), page as materialized (
      select t.workspace_id, t.id, t.at from fitting t ${where(dear)} ${order} limit ${full}
    ), last as materialized (
      select l.at, l.id from (
        (select at, id, 1 as step from fitting where (select count(*) from fitting) = ${dear.length ? mostProbes : -1} order by at ${back}, id ${back} limit 1)
        union all (select at, id, 2 from walk where ${dear.length ? `(select count(*) from fitting) < ${mostProbes} and ` : ''}(select count(*) from walk) = ${'most' in from ? most : -1} order by at ${back}, id ${back} limit 1)
      ) l where (select count(*) from page) < ${full} order by step limit 1
    )
    select ${ids ? '(select ids is null from chosen)' : 'false'} as "tooMany",
      (select at from last) as "reachedAt", (select at::text from last) as "reachedPlace", (select id from last) as "reachedId", found.*
    from (select 1) one left join (
      select ${ticketColumns(knows('t'))}, (${time})::text as place, page.at
      from page cross join lateral (select * from tickets k where k.workspace_id = page.workspace_id and k.id = page.id offset 0) t ${ticketJoins(1)}
    ) found on true order by found.at ${way}, found.id ${way}`;
}

/** The selects of ids in the order in which they are tried: a common word, which is collected at length, comes last. */
function idsOf({ sources, words }: Sources, asked: Search | null, search: PlacedSearch | null, put: Put): string[] {
  const ofFilter = sources.map((source) => source(put));
  if (!words || !search) return ofFilter;
  return asked?.rarity === 'common' ? [...ofFilter, search.ids] : [search.ids, ...ofFilter];
}

/** The ids of the first source that gives no more than are collected, or null. Sources after it are not asked. */
function chosenOf(sources: string[]): string {
  const each = sources.map(
    (ids, index) =>
      `source_${index} as materialized (select array(select id from (${ids}) s (id) limit ${mostIds + 1}) as ids), `,
  );
  const cases = sources.map(
    (_, index) =>
      `when (select cardinality(ids) from source_${index}) <= ${mostIds} then (select ids from source_${index})`,
  );
  return `${each.join('')}chosen as materialized (select case ${cases.join(' ')} end as ids), `;
}

/** What decides who may see some tickets. Parameter: tickets. */
export const placesOfTickets = `
  select id, team_id as "teamId", assignee_id as "assigneeId" from tickets where id = any($1::uuid[])`;
