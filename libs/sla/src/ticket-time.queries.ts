import { factRows, saveFacts } from '#libs/reports';
import { messageRows, ticketRows } from '#libs/tickets';

/** Locks tickets in their order. */
export const lockTickets = `select t.id from ${ticketRows} t where t.id = any($1::uuid[]) order by t.id for no key update of t`;

/** Tickets with the fields that their clocks need, and their facts. */
export const ticketsWithFacts = `
  select t.id, t.status, t.priority, t.channel_id as "channelId", t.channel_type as "channelType", t.store_id as "storeId", t.team_id as "teamId", coalesce(f.created_at, t.created_at) as "createdAt", t.automatic, t.clock as chip, now() as now,
    f.ticket_id is not null as "hasFacts", coalesce(f.by_agent, false) as "byAgent",
    f.answered_at as "answeredAt", f.response_seconds as "responseSeconds", f.response_business_seconds as "responseBusinessSeconds", f.response_late as "responseLate",
    f.resolved_at as "resolvedAt", f.resolution_seconds as "resolutionSeconds", f.resolution_business_seconds as "resolutionBusinessSeconds", f.resolution_late as "resolutionLate"
  from ${ticketRows} t left join ${factRows} f on f.workspace_id = t.workspace_id and f.ticket_id = t.id
  where t.id = any($1::uuid[]) order by t.id`;

/** Clocks of some tickets, each with its calendar. */
export const clocksOfTickets = `
  select c.id, c.ticket_id as "ticketId", c.kind, c.policy_id as "policyId", c.policy_version as "policyVersion", c.hours_id as "hoursId", c.hours_version as "hoursVersion",
    c.target_seconds as "targetSeconds", c.state, c.started_at as "startedAt", c.running_since as "runningSince", c.remaining_seconds as "remainingSeconds",
    c.warn_at as "warnAt", c.due_at as "dueAt", c.next_at as "nextAt", c.paused_at as "pausedAt", c.warned_at as "warnedAt", c.breached_at as "breachedAt", c.met_at as "metAt", c.version,
    case when v.hours_id is not null then jsonb_build_object('timeZone', v.time_zone, 'windows', v.windows, 'holidays', v.holidays) end as calendar
  from sla_clocks c left join business_hours_versions v on v.workspace_id = c.workspace_id and v.hours_id = c.hours_id and v.version = c.hours_version
  where c.ticket_id = any($1::uuid[])`;

/** A ticket's clocks for the API, each with the name and zone of its calendar. */
export const clocksToRead = `
  select c.*, case when c.calendar is not null then jsonb_build_object('name', h.name, 'timeZone', c.calendar->>'timeZone') end as hours
  from (${clocksOfTickets}) c left join business_hours h on h.id = c."hoursId" order by c.kind`;

const clockColumns = `id, ticket_id, kind, policy_id, policy_version, hours_id, hours_version, target_seconds, state, started_at, running_since, remaining_seconds,
  warn_at, due_at, next_at, paused_at, warned_at, breached_at, met_at, version`;
const overwrite = (columns: string, keys: string[]) =>
  columns
    .split(',')
    .map((column) => column.trim())
    .filter((column) => !keys.includes(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');

/** Writes clocks and facts of tickets, of each once, in one statement. */
export const saveTicketTime = `
  with clocks as (
    insert into sla_clocks (${clockColumns})
    select id, "ticketId", kind, "policyId", "policyVersion", "hoursId", "hoursVersion", "targetSeconds", state, "startedAt", "runningSince", "remainingSeconds",
      "warnAt", "dueAt", "nextAt", "pausedAt", "warnedAt", "breachedAt", "metAt", version
    from jsonb_to_recordset($1::jsonb) as c (id uuid, "ticketId" uuid, kind text, "policyId" uuid, "policyVersion" int, "hoursId" uuid, "hoursVersion" int, "targetSeconds" int, state text,
      "startedAt" timestamptz, "runningSince" timestamptz, "remainingSeconds" int, "warnAt" timestamptz, "dueAt" timestamptz, "nextAt" timestamptz, "pausedAt" timestamptz,
      "warnedAt" timestamptz, "breachedAt" timestamptz, "metAt" timestamptz, version int)
    on conflict (workspace_id, ticket_id, kind) do update set ${overwrite(clockColumns, ['id', 'ticket_id', 'kind'])}),
  dropped as (delete from sla_clocks where id = any($3::uuid[]))
  ${saveFacts('$2')}`;

/** Which messages are an agent's answer to the customer; one that was taken back, or never arrived, is not. */
export const isAnswer = `direction = 'outbound' and visibility = 'public' and author_kind = 'agent' and deleted_at is null and delivery_status is distinct from 'failed'`;

/** When an agent first answered the customer. */
export const firstAnswer = `
  select min(created_at) as at from ${messageRows} m
  where ticket_id = $1 and ${isAnswer}`;
