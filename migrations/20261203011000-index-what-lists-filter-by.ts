import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functionOfRange, here } from './support/function-of-ids.js';

const indexes = {
  tickets_tags: `USING gin (workspace_id, tags) WITH (fastupdate = on, gin_pending_list_limit = 256) WHERE tags <> '{}'`,
  tickets_channel_type: '(workspace_id, channel_type)',
  tickets_team: '(workspace_id, team_id)',
  tickets_store: '(workspace_id, store_id) WHERE store_id IS NOT NULL',
  tickets_unassigned: `(workspace_id, status) WHERE assignee_id IS NULL AND status IN ('open', 'pending', 'snoozed')`,
};

const ids = (where: string, order: string) =>
  `SELECT t.id FROM public.tickets t WHERE t.workspace_id = ${here} AND ${where} ORDER BY ${order} LIMIT most`;
/** A range of one value: unlike an equality it keeps the order, which only one index has. */
const is = (column: string, type = 'text') =>
  ids(`t.${column} >= value::${type} AND t.${column} <= value::${type}`, `t.${column}`);

const branches = {
  channel: is('channel_type'),
  status: is('status'),
  team: is('team_id', 'uuid'),
  store: is('store_id', 'uuid'),
  contact: is('contact_id', 'uuid'),
  assignee: is('assignee_id', 'uuid'),
  'no-team': ids('t.team_id IS NULL', 't.team_id'),
  unassigned: ids(
    `t.assignee_id IS NULL AND t.status IN ('open', 'pending', 'snoozed') AND t.status >= value AND t.status <= value`,
    't.status',
  ),
};

/** The tickets that have a value in a field. */
const ticketsWhere = functionOfRange(
  'tickets_where(field text, value text, most integer)',
  `${Object.entries(branches)
    .map(([field, query]) => `IF field = '${field}' THEN RETURN QUERY ${query}; END IF`)
    .join(';\n    ')}`,
);

/** The tickets that were made in a time; infinite ends are none. */
const ticketsMade = functionOfRange(
  'tickets_made(since timestamptz, before timestamptz, most integer)',
  ids('t.created_at >= since AND t.created_at < before', 't.created_at'),
);

/**
 * A filter that finds few tickets finds them by an index; none of these holds a time, so that a message moves nothing
 * in their order. They are built beside reads and writes.
 */
export class IndexWhatListsFilterBy20261203011000 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    // Building waits for every older transaction, such as that of a dump, and holds nothing up meanwhile.
    await db.query('SET lock_timeout = 0');
    for (const [name, what] of Object.entries(indexes)) {
      // One that was cut off before leaves an index that is not used.
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await db.query(`CREATE INDEX CONCURRENTLY ${name} ON tickets ${what}`);
    }
    await db.query('RESET lock_timeout');
    for (const statement of [ticketsWhere, ticketsMade]) await db.query(statement);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION waypost_search.tickets_where, waypost_search.tickets_made`);
    for (const name of Object.keys(indexes)) await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  }
}
