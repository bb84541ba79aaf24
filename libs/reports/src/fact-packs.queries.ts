import { everyWorkspaceRows } from '#libs/identity';
import { type ReportScope, scopeConditions } from './reports.queries.js';

/*
 * The facts of a day of UTC, of one channel type, store and team, packed into a row: lists of numbers in one order,
 * each big-endian. A quarter hour holds few facts of one channel, store and team, so sums of it are no shorter than its
 * facts; packed as they are, they stay exact, and each quarter hour still falls into the day of any zone.
 *
 * Days before `fact_packs_until.packed_until` are packed, save those in `stale_fact_packs`, which a trigger on
 * `ticket_facts` appends. All others are packed while they are read.
 */

const none = `'00000000-0000-0000-0000-000000000000'::uuid`;
export const packedAtOnce = 10;

/**
 * Only days that ended two days ago are packed. The trigger passes over facts younger than a day, and no transaction
 * lasts for the day between.
 */
const packable = `((now() at time zone 'UTC')::date - 2)`;

/**
 * Days with their bounds, as the materialized part of a statement. Computed beside the condition, a bound would be a
 * leaky function there, and under row-level security no index would serve it.
 */
const spanOf = (days: string): string => `span as materialized (
      select day, day::timestamp at time zone 'UTC' as begins, (day + 1)::timestamp at time zone 'UTC' as ends from (${days}) g
    )`;
const isOfDay = 'f.created_at >= d.begins and f.created_at < d.ends';

/** Per fact two bytes: the quarter hour of the day, then two bits each for both targets: in time, late, open. */
const moments = `string_agg(int2send((floor(date_part('epoch', f.created_at))::bigint % 86400 / 900 * 16
  + coalesce(f.response_late::int, 2) * 4 + coalesce(f.resolution_late::int, 2))::int2), ''::bytea)`;
/** Per fact four bytes: the seconds, or -1. */
const seconds = (column: string) => `string_agg(int4send(coalesce(f.${column}, -1)), ''::bytea)`;

const gathered = (bytes: string): string => `encode(string_agg(${bytes}, ''::bytea), 'base64')`;

const columnOf = (measure: 'response' | 'resolution', hours: 'any' | 'business'): string =>
  `${measure}_${hours === 'business' ? 'business_' : ''}seconds`;

/** A report's scope as conditions on a row `p` of the packs, whose key takes no null; appends to `parameters`. */
export const packConditions = ({ team, ...scope }: ReportScope, parameters: unknown[]): string[] => [
  ...scopeConditions('p', team === 'none' ? scope : { ...scope, team }, parameters),
  ...(team === 'none' ? [`p.team_id = ${none}`] : []),
];

/**
 * The facts from the day `$1` up to but without the day `$2`, a row for each channel type: from their packs, in the
 * same snapshot from the facts themselves where these are missing or stale. Few long values cost the driver far less
 * than many short ones, and in base64 a third less than as hexadecimal numbers.
 */
export const readPacks = (hours: 'any' | 'business', conditionsOf: { packs: string[]; facts: string[] }): string => {
  const [response, resolution] = [columnOf('response', hours), columnOf('resolution', hours)];
  const and = (conditions: string[]) => conditions.map((condition) => `and ${condition}`).join(' ');
  return `
    with ${spanOf(`select $1::date + n as day from generate_series(0, $2::date - $1::date - 1) n`)}, days as materialized (
      select span.*, day < coalesce((select least(packed_until, ${packable}) from fact_packs_until), '-infinity')
        and not exists (select from stale_fact_packs s where s.day = span.day) as is_packed
      from span
    )
    select "channelType", ${gathered('int4send(day - $1::date) || int4send(length(moments) / 2)')} as days,
      ${gathered('moments')} as moments, ${gathered('response')} as response, ${gathered('resolution')} as resolution
    from (
      select d.day, p.* from days d cross join lateral (
        select p.channel_type as "channelType", string_agg(p.moments, ''::bytea) as moments, string_agg(p.${response}, ''::bytea) as response, string_agg(p.${resolution}, ''::bytea) as resolution
        from fact_packs p where p.day = d.day ${and(conditionsOf.packs)} group by p.channel_type) p
      where d.is_packed
      union all
      select d.day, f.* from days d cross join lateral (
        select f.channel_type, ${moments}, ${seconds(response)}, ${seconds(resolution)}
        from ticket_facts f where ${isOfDay} ${and(conditionsOf.facts)} group by f.channel_type) f
      where not d.is_packed) each
    group by "channelType"`;
};

/** The workspaces with days to pack. */
export const workspacesToPack = `
  select w.id as "workspaceId" from ${everyWorkspaceRows} w left join fact_packs_until u on u.workspace_id = w.id
  where u.packed_until is null or u.packed_until < ${packable} or exists (select from stale_fact_packs s where s.workspace_id = w.id)
  order by w.id limit 1000`;

/**
 * Locks the packs of a workspace, and returns up to which day they reach and how many days follow in this batch. After
 * the clock of the database was ahead for a while, they reach no further than is right, and the rest is packed anew.
 */
export const lockPacks = `
  insert into fact_packs_until as u (packed_until)
  select least(${packable}, (select (min(created_at) at time zone 'UTC')::date from ticket_facts))
  on conflict (workspace_id) do update set packed_until = least(u.packed_until, ${packable})
  returning packed_until::text as until, greatest(0, least(${packedAtOnce}, ${packable} - packed_until)) as ahead`;

/**
 * Takes the marks of the days that have been stale for longest. A mark that comes while its day is packed is not seen
 * here, and stays.
 */
export const takeStale = `
  delete from stale_fact_packs where day in (select day from stale_fact_packs group by day order by min(id) limit ${packedAtOnce})
  returning day::text`;

/** Parameter: days. */
export const dropPacks = `delete from fact_packs where day = any($1::date[])`;

/** Packs days. Parameter: days. */
export const writePacks = `
  with ${spanOf('select unnest($1::date[]) as day')}
  insert into fact_packs (day, channel_type, store_id, team_id, moments, response_seconds, response_business_seconds, resolution_seconds, resolution_business_seconds)
  select d.day, f.* from span d cross join lateral (
    select f.channel_type, coalesce(f.store_id, ${none}), coalesce(f.team_id, ${none}), ${moments},
      ${seconds('response_seconds')}, ${seconds('response_business_seconds')}, ${seconds('resolution_seconds')}, ${seconds('resolution_business_seconds')}
    from ticket_facts f where ${isOfDay} group by f.channel_type, f.store_id, f.team_id) f`;

/** Parameter: how many days further the packs reach. */
export const advancePacks = `update fact_packs_until set packed_until = packed_until + $1::int`;
