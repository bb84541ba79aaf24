import type { MigrationInterface, QueryRunner } from 'typeorm';
import { inBatchesOfTickets } from './support/in-batches.js';

const rules = {
  tickets_snoozed_until: `(status = 'snoozed') = (snoozed_until IS NOT NULL)`,
  tickets_resolved_at: `(status IN ('resolved', 'closed')) = (resolved_at IS NOT NULL)`,
  tickets_closed_at: `(status = 'closed') = (closed_at IS NOT NULL)`,
};
const broken = Object.values(rules)
  .map((rule) => `NOT (${rule})`)
  .join(' OR ');

/**
 * A snooze without a date never ended: its ticket is open again, history says so, and its clocks run on. Everything
 * else is a time that was kept too long or lost; where it was lost, the last message is the nearest that is known.
 */
const repair = `
  WITH bad AS (
    SELECT t.id, t.status, t.snoozed_until FROM tickets t WHERE t.workspace_id = $1 AND t.id = ANY($2::uuid[]) AND (${broken}) FOR UPDATE
  ), repaired AS (
    UPDATE tickets t SET
      status = CASE WHEN t.status = 'snoozed' AND t.snoozed_until IS NULL THEN 'open' ELSE t.status END,
      snoozed_until = CASE WHEN t.status = 'snoozed' THEN t.snoozed_until END,
      resolved_at = CASE WHEN t.status IN ('resolved', 'closed') THEN coalesce(t.resolved_at, t.closed_at, t.last_message_at) END,
      closed_at = CASE WHEN t.status = 'closed' THEN coalesce(t.closed_at, t.resolved_at, t.last_message_at) END,
      change_seq = t.change_seq + 1
    FROM bad WHERE t.workspace_id = $1 AND t.id = bad.id
    RETURNING t.id, t.change_seq, bad.status = 'snoozed' AND bad.snoozed_until IS NULL AS woken
  ), noted AS (
    INSERT INTO ticket_events (workspace_id, id, ticket_id, change_seq, type, actor_kind, data)
    SELECT $1, uuidv7(), id, change_seq, 'status', 'system', '{"from": "snoozed", "to": "open"}' FROM repaired WHERE woken
  ), published AS (
    INSERT INTO outbox_events (workspace_id, lane, type, ticket_id, payload)
    SELECT $1, ('x' || right(id::text, 4))::bit(16)::int % 16, 'TicketChanged', id, '{"status": "open"}' FROM repaired WHERE woken
  )
  SELECT count(*)::int AS repaired FROM repaired`;

/**
 * The database holds the rules of statuses from now on. Each constraint is added without a look at the rows (a lock of
 * milliseconds), rows of before are repaired ten thousand at a time, then the constraints are validated beside reads
 * and writes.
 */
export class HoldWhereTicketsStand20261130100000 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    // Run again after it was cut off, it goes on where it was.
    for (const [name, rule] of Object.entries(rules)) {
      await db.query(`ALTER TABLE tickets DROP CONSTRAINT IF EXISTS ${name}`);
      await db.query(`ALTER TABLE tickets ADD CONSTRAINT ${name} CHECK (${rule}) NOT VALID`);
    }
    await inBatchesOfTickets(db, 'tickets repaired whose status and times did not agree', repair);
    for (const name of Object.keys(rules)) await db.query(`ALTER TABLE tickets VALIDATE CONSTRAINT ${name}`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const name of Object.keys(rules)) await db.query(`ALTER TABLE tickets DROP CONSTRAINT ${name}`);
  }
}
