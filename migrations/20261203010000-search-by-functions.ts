import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functionOfIds, functionOfWords, here } from './support/function-of-ids.js';

const ofWords = (isHere: (alias: string) => string) => `
    (SELECT m.ticket_id FROM public.messages m WHERE ${isHere('m')} AND m.search @@ query LIMIT most)
    UNION ALL
    (SELECT w.ticket_id FROM public.ticket_words w WHERE ${isHere('w')} AND w.words @@ query LIMIT most)
    UNION ALL
    (SELECT t.id FROM public.contacts c JOIN public.tickets t ON t.workspace_id = c.workspace_id AND t.contact_id = c.id
      WHERE ${isHere('c')} AND c.words @@ query LIMIT most)`;

/**
 * The tickets that a question finds by their words, or by those of their contact. Where there is one workspace, its id
 * is left to the rows: in the index it would be looked up once more for every row with the word.
 */
const ticketsWith = functionOfWords(
  'tickets_with(query tsquery, most integer)',
  `IF EXISTS (SELECT FROM public.workspaces OFFSET 1) THEN
    RETURN QUERY ${ofWords((alias) => `${alias}.workspace_id = ${here}`)};
  ELSE
    RETURN QUERY ${ofWords((alias) => `(${alias}.workspace_id = ${here}) IS TRUE`)};
  END IF`,
);

/** The tickets with a tag. */
const ticketsTagged = functionOfWords(
  'tickets_tagged(tag text, most integer)',
  `SELECT t.id FROM public.tickets t
    WHERE t.workspace_id = ${here} AND t.tags @> ARRAY[tag] AND t.tags <> '{}' LIMIT most`,
);

/** The contacts that a question finds, the newest first. */
const contactsWith = functionOfIds(
  'contacts_with(query tsquery, most integer)',
  `SELECT c.id FROM public.contacts c
    WHERE c.workspace_id = ${here} AND c.words @@ query ORDER BY c.id DESC LIMIT most`,
);

/**
 * How many rows the planner expects of tickets_with. Its statistics are of all workspaces together. Volatile, since
 * EXPLAIN is refused elsewhere.
 */
const rowsExpected = `
  CREATE FUNCTION waypost_search.rows_expected(query tsquery) RETURNS double precision
  LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
  SET search_path = pg_catalog, pg_temp
  SET plan_cache_mode = force_custom_plan
  SET max_parallel_workers_per_gather = 0
  SET jit = off
  AS $$
  DECLARE
    plan json;
  BEGIN
    FOR plan IN EXPLAIN (FORMAT JSON)
      SELECT FROM public.messages m WHERE m.workspace_id = ${here} AND m.search @@ query
      UNION ALL
      SELECT FROM public.ticket_words w WHERE w.workspace_id = ${here} AND w.words @@ query
      UNION ALL
      SELECT FROM public.contacts c JOIN public.tickets t ON t.workspace_id = c.workspace_id AND t.contact_id = c.id
        WHERE c.workspace_id = ${here} AND c.words @@ query
    LOOP
      RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
    END LOOP;
  END $$;
  REVOKE ALL ON FUNCTION waypost_search.rows_expected FROM PUBLIC`;

/**
 * Words and tags are found through their indexes. Under row-level security `@@` and `@>` cannot be conditions of an
 * index, so functions that see through the policies give ids; who calls them reads the rows under the policies. A
 * schema of their own lets them be given to a role that may create nothing in `public`.
 */
export class SearchByFunctions20261203010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE SCHEMA waypost_search');
    for (const statement of [ticketsWith, ticketsTagged, contactsWith, rowsExpected]) await db.query(statement);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA waypost_search CASCADE');
  }
}
