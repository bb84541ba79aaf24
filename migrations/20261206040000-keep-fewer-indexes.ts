import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functionOfRange, here } from './support/function-of-ids.js';
import { swapIndexes } from './support/swap-indexes.js';

const due = `CASE WHEN clock_due_at IS NULL THEN '9999-01-01 00:00:00+00'::timestamptz ELSE clock_due_at END`;

const wanted = {
  tickets_assignee: '(workspace_id, assignee_id, status, last_message_at DESC, id DESC)',
  tickets_automatic: '(workspace_id, id) WHERE automatic',
  tickets_channel_type: '(workspace_id, channel_type, status)',
  tickets_team: '(workspace_id, team_id, status)',
  tickets_store: '(workspace_id, store_id, status) WHERE store_id IS NOT NULL',
};
const former = {
  tickets_assignee: '(workspace_id, assignee_id, last_message_at DESC) WHERE assignee_id IS NOT NULL',
  tickets_automatic: '(workspace_id, last_message_at DESC, id DESC) WHERE automatic',
  tickets_channel_type: '(workspace_id, channel_type)',
  tickets_team: '(workspace_id, team_id)',
  tickets_store: '(workspace_id, store_id) WHERE store_id IS NOT NULL',
};
const dropped = {
  tickets_activity: '(workspace_id, last_message_at DESC, id DESC)',
  tickets_due: `(workspace_id, (${due}), id)`,
  tickets_breached: `(workspace_id, clock_due_at) WHERE clock_state = 'breached'`,
  tickets_unassigned: `(workspace_id, status) WHERE assignee_id IS NULL AND status IN ('open', 'pending', 'snoozed')`,
};
/** A clock moves with its own changes, a ticket with every message. */
const ofClocks = { sla_clocks_soon: `(workspace_id, target_seconds, due_at) WHERE state = 'running'` };

const ids = (where: string, order: string) =>
  `SELECT t.id FROM public.tickets t WHERE t.workspace_id = ${here} AND ${where} ORDER BY ${order} LIMIT most`;
/** A range of one value keeps the order, which only one index has; the status narrows it within that index. */
const is = (column: string, type: string) =>
  ids(`t.${column} >= value::${type} AND t.${column} <= value::${type} AND t.status = standing`, `t.${column}`);
const none = (column: string) => ids(`t.${column} IS NULL AND t.status = standing`, `t.${column}`);

const branches = {
  assignee: is('assignee_id', 'uuid'),
  unassigned: none('assignee_id'),
  team: is('team_id', 'uuid'),
  'no-team': none('team_id'),
  channel: is('channel_type', 'text'),
  store: is('store_id', 'uuid'),
};

/** The tickets of a status that have a value in a field. */
const ticketsStanding = functionOfRange(
  'tickets_standing(field text, value text, standing text, most integer)',
  Object.entries(branches)
    .map(([field, query]) => `IF field = '${field}' THEN RETURN QUERY ${query}; END IF`)
    .join(';\n    '),
);

/** The tickets that hold nothing but what machines wrote. */
const ticketsAutomatic = functionOfRange('tickets_automatic(most integer)', ids('t.automatic', 't.id'));

/** The tickets with a clock that has run out, or soon will. */
const ticketsLate = functionOfRange(
  'tickets_late(most integer)',
  `SELECT late.id FROM unnest(ARRAY['open', 'pending', 'snoozed', 'resolved', 'closed']) standing (status)
    CROSS JOIN LATERAL (${ids(`t.status = standing.status AND (${due}) <= now() + interval '20 minutes'`, due)}) late
    LIMIT most`,
);

const running = `public.sla_clocks c WHERE c.workspace_id = ${here} AND c.state = 'running'`;
const nextTarget = (where: string) =>
  `(SELECT c.target_seconds FROM ${running} ${where} ORDER BY c.target_seconds LIMIT 1)`;

/**
 * The tickets with a running clock in the last quarter or the last twenty minutes of its target, the same as `soonFrom`
 * in libs/tickets. There are few targets: they are gone through, and of each the clocks that are due first.
 */
const ticketsSoon = functionOfRange(
  'tickets_soon(most integer)',
  `WITH RECURSIVE targets (seconds) AS (
      SELECT ${nextTarget('')}
      UNION ALL
      SELECT ${nextTarget('AND c.target_seconds > targets.seconds')} FROM targets WHERE targets.seconds IS NOT NULL
    )
    SELECT soon.ticket_id FROM targets CROSS JOIN LATERAL (
      SELECT c.ticket_id FROM ${running} AND c.target_seconds = targets.seconds
        AND c.due_at <= now() + greatest(interval '20 minutes', make_interval(secs => targets.seconds / 4)) + interval '1 minute'
      ORDER BY c.due_at LIMIT most
    ) soon LIMIT most`,
);

/**
 * A message moves its ticket in every index that holds its time, and writes a new entry in all others as well: so few
 * hold it, the clock is in one, and lists of several statuses merge them. What a list is narrowed to besides is found
 * by the status too, so that what is over does not count. All are built and dropped beside reads and writes; free room
 * on a page lets a change that moves no index write to none. Nothing is locked longer than a moment: a million tickets
 * take ten seconds. `tickets_where` still has its way to those without an assignee, for an api of before.
 */
export class KeepFewerIndexes20261206040000 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await swapIndexes(db, 'tickets', wanted);
    await swapIndexes(db, 'sla_clocks', ofClocks);
    for (const statement of [ticketsStanding, ticketsAutomatic, ticketsLate, ticketsSoon]) await db.query(statement);
    for (const name of Object.keys(dropped)) await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    await db.query('ALTER TABLE tickets SET (fillfactor = 85)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tickets RESET (fillfactor)');
    await swapIndexes(db, 'tickets', { ...dropped, ...former });
    for (const name of ['standing', 'automatic', 'late', 'soon'])
      await db.query(`DROP FUNCTION IF EXISTS waypost_search.tickets_${name}`);
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS sla_clocks_soon');
  }
}
