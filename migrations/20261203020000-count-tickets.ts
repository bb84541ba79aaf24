import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAs } from './support/grant-as.js';
import { tenantTable } from './support/tenant-table.js';

const figures = ['open', 'soon', 'pending', 'snoozed'];
const columns = figures.map((name) => `${name} integer NOT NULL DEFAULT 0`).join(', ');

const isCounted = (row: string) => `${row}.status IN ('open', 'pending', 'snoozed')`;
const is = (row: string, status: string) => `(${row}.status = '${status}')::int`;
const allOf = (row: string, sign = '') =>
  `${row}.workspace_id, ${row}.team_id, ${row}.assignee_id, ${sign}${is(row, 'open')}, ${sign}${is(row, 'pending')}, ${sign}${is(row, 'snoozed')}`;
const append =
  'INSERT INTO public.ticket_count_changes (workspace_id, team_id, assignee_id, open, pending, snoozed) SELECT';
const isSamePlace =
  'OLD.team_id IS NOT DISTINCT FROM NEW.team_id AND OLD.assignee_id IS NOT DISTINCT FROM NEW.assignee_id';

/** From when a ticket is due soon, the same as `soonFrom` in libs/tickets. */
const moment = (row: string) => `CASE WHEN ${row}.status = 'open' THEN CASE ${row}.clock_state
    WHEN 'breached' THEN timestamptz '-infinity'
    WHEN 'running' THEN ${row}.clock_due_at
      - greatest(interval '20 minutes', make_interval(secs => (${row}.clock ->> 'targetSeconds')::int / 4)) END END`;
const appendSoon = (row: string, at: string, n: string) =>
  `INSERT INTO public.ticket_count_changes (workspace_id, counts_from, ticket_id, team_id, assignee_id, soon)
    VALUES (${row}.workspace_id, ${at}, ${row}.id, ${row}.team_id, ${row}.assignee_id, ${n});`;

/**
 * Runs with the rights of the statement that changes a ticket. Postgres prepares the expressions of a function anew in
 * each transaction, and the condition of a trigger in each statement: so they are few and short.
 *
 * A ticket with a clock has one row that counts from a moment. When that changes, the row goes; when it is folded,
 * another takes it back.
 */
const noteCounts = `
CREATE FUNCTION note_ticket_counts() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER AS $body$
DECLARE
  is_same_place boolean;
  soon_before timestamptz;
  soon_after timestamptz;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    is_same_place := ${isSamePlace};
    IF NOT is_same_place THEN
      ${append} ${allOf('OLD', '-')} WHERE ${isCounted('OLD')} UNION ALL SELECT ${allOf('NEW')} WHERE ${isCounted('NEW')};
    ELSIF OLD.status <> NEW.status THEN
      ${append} NEW.workspace_id, NEW.team_id, NEW.assignee_id, ${is('NEW', 'open')} - ${is('OLD', 'open')},
        ${is('NEW', 'pending')} - ${is('OLD', 'pending')}, ${is('NEW', 'snoozed')} - ${is('OLD', 'snoozed')}
        WHERE ${isCounted('OLD')} OR ${isCounted('NEW')};
    END IF;
    IF OLD.clock_state IS NULL AND NEW.clock_state IS NULL THEN
      RETURN NULL;
    END IF;
    soon_before := ${moment('OLD')};
    soon_after := ${moment('NEW')};
    IF soon_before IS NOT DISTINCT FROM soon_after AND (is_same_place OR soon_before IS NULL) THEN
      RETURN NULL;
    END IF;
  ELSIF TG_OP = 'INSERT' THEN
    ${append} ${allOf('NEW')} WHERE ${isCounted('NEW')};
    soon_after := ${moment('NEW')};
  ELSE
    -- A workspace that is deleted takes its counts along.
    IF NOT EXISTS (SELECT FROM public.workspaces WHERE id = OLD.workspace_id) THEN
      RETURN NULL;
    END IF;
    ${append} ${allOf('OLD', '-')} WHERE ${isCounted('OLD')};
    soon_before := ${moment('OLD')};
  END IF;
  IF soon_before IS NOT NULL THEN
    DELETE FROM public.ticket_count_changes WHERE ctid = (
      SELECT ctid FROM public.ticket_count_changes
      WHERE workspace_id = OLD.workspace_id AND counts_from = soon_before AND ticket_id = OLD.id AND soon = 1
        AND team_id IS NOT DISTINCT FROM OLD.team_id AND assignee_id IS NOT DISTINCT FROM OLD.assignee_id LIMIT 1);
    IF NOT FOUND THEN
      ${appendSoon('OLD', 'soon_before', '-1')}
    END IF;
  END IF;
  IF soon_after IS NOT NULL THEN
    ${appendSoon('NEW', 'soon_after', '1')}
  END IF;
  RETURN NULL;
END $body$;
`;

const watched = 'status, team_id, assignee_id, clock_state, clock_due_at, clock';
const differs = watched
  .split(', ')
  .map((name) => `OLD.${name} IS DISTINCT FROM NEW.${name}`)
  .join(' OR ');
const triggers = `
CREATE TRIGGER note_counts AFTER INSERT OR DELETE ON tickets FOR EACH ROW EXECUTE FUNCTION note_ticket_counts();
CREATE TRIGGER note_changed_counts AFTER UPDATE OF ${watched} ON tickets FOR EACH ROW WHEN (${differs}) EXECUTE FUNCTION note_ticket_counts();`;

/**
 * Keeps how many tickets of each team and assignee are open, due soon, pending and snoozed. Each change of a ticket
 * appends to `ticket_count_changes` what it changes; a sweep adds that up in `ticket_counts`. The tickets of before are
 * counted in the background (`ticket_recounts`), and until then by reading them, as hitherto. The triggers wait for the
 * transactions that write tickets at that moment, and hold up others meanwhile; nothing reads or writes their rows.
 */
export class CountTickets20261203020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'ticket_counts',
        `team_id uuid NOT NULL, assignee_id uuid NOT NULL, ${columns}`,
        'workspace_id, team_id, assignee_id',
      ),
    );
    await db.query(
      tenantTable(
        'ticket_count_changes',
        `
        counts_from timestamptz NOT NULL DEFAULT '-infinity',
        ticket_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        team_id uuid,
        assignee_id uuid,
        ${columns}`,
        'workspace_id, counts_from, ticket_id, id',
      ),
    );
    await db.query(
      tenantTable(
        'ticket_recounts',
        'due_at timestamptz NOT NULL DEFAULT now(), counted_at timestamptz, differences integer NOT NULL DEFAULT 0',
        'workspace_id',
      ),
    );
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await db.query('INSERT INTO ticket_recounts (workspace_id) VALUES ($1)', [id]);
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
    await grantAs(db, 'tickets', ['ticket_counts', 'ticket_count_changes', 'ticket_recounts']);
    await db.query(noteCounts);
    await db.query(triggers);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION note_ticket_counts() CASCADE');
    await db.query('DROP TABLE ticket_recounts, ticket_count_changes, ticket_counts');
  }
}
