import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAs } from './support/grant-as.js';
import { tenantTable } from './support/tenant-table.js';

const measured = ['response_seconds', 'response_business_seconds', 'resolution_seconds', 'resolution_business_seconds'];
const watched = ['created_at', 'channel_type', 'store_id', 'team_id', 'response_late', 'resolution_late', ...measured];
const differs = watched.map((name) => `OLD.${name} IS DISTINCT FROM NEW.${name}`).join(' OR ');

const utcDay = (row: string) => `(${row}.created_at AT TIME ZONE 'UTC')::date`;
const append = (row: string) =>
  `INSERT INTO public.stale_fact_packs (workspace_id, day) VALUES (${row}.workspace_id, ${utcDay(row)});`;

/** Marks are appended, so that no transaction waits for another's. */
const markStale = `
CREATE FUNCTION mark_stale_fact_packs() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER AS $body$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    ${append('NEW')}
  END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND OLD.created_at = NEW.created_at) THEN
    RETURN NULL;
  END IF;
  -- A workspace that is deleted takes its packs along.
  IF EXISTS (SELECT FROM public.workspaces WHERE id = OLD.workspace_id) THEN
    ${append('OLD')}
  END IF;
  RETURN NULL;
END $body$;
`;

const isOld = (row: string) => `${row}.created_at < now() - interval '1 day'`;
const call = 'FOR EACH ROW WHEN';
const run = 'EXECUTE FUNCTION mark_stale_fact_packs()';
const triggers = `
CREATE TRIGGER mark_new_facts AFTER INSERT ON ticket_facts ${call} (${isOld('NEW')}) ${run};
CREATE TRIGGER mark_gone_facts AFTER DELETE ON ticket_facts ${call} (${isOld('OLD')}) ${run};
CREATE TRIGGER mark_changed_facts AFTER UPDATE ON ticket_facts ${call} ((${isOld('OLD')} OR ${isOld('NEW')}) AND (${differs})) ${run};`;

/**
 * Keeps the facts of each day of UTC packed, for reports. A sweep packs the days that are over, those of before as
 * well; until it has, reports read the facts, as hitherto. The triggers pass over facts younger than a day: no day is
 * packed before two days have passed. They wait for the transactions that write facts at that moment, and hold up
 * others meanwhile; nothing reads or writes rows.
 */
export class PackTicketFacts20261204030000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'fact_packs',
        `
        day date NOT NULL,
        channel_type text NOT NULL,
        store_id uuid NOT NULL,
        team_id uuid NOT NULL,
        moments bytea NOT NULL,
        ${measured.map((name) => `${name} bytea NOT NULL`).join(', ')}`,
        'workspace_id, day, channel_type, store_id, team_id',
      ),
    );
    // A pack is read whole and hardly gets shorter: within its row it costs no second look, and no processor time.
    await db.query(`
      ALTER TABLE fact_packs SET (toast_tuple_target = 8160);
      ALTER TABLE fact_packs ${['moments', ...measured].map((name) => `ALTER COLUMN ${name} SET STORAGE EXTERNAL`).join(', ')};
    `);
    await db.query(
      tenantTable(
        'stale_fact_packs',
        'day date NOT NULL, id bigint NOT NULL GENERATED ALWAYS AS IDENTITY',
        'workspace_id, day, id',
      ),
    );
    await db.query(tenantTable('fact_packs_until', 'packed_until date NOT NULL', 'workspace_id'));
    await grantAs(db, 'ticket_facts', ['fact_packs', 'stale_fact_packs', 'fact_packs_until']);
    await db.query(markStale);
    await db.query(triggers);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION mark_stale_fact_packs() CASCADE');
    await db.query('DROP TABLE fact_packs_until, stale_fact_packs, fact_packs');
  }
}
