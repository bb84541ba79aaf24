import type { MigrationInterface, QueryRunner } from 'typeorm';
import { swapIndexes } from './support/swap-indexes.js';

const last = `'9999-01-01 00:00:00+00'::timestamptz`;
const bySubstitute = `(coalesce(clock_due_at, ${last}))`;
const byCase = `(CASE WHEN clock_due_at IS NULL THEN ${last} ELSE clock_due_at END)`;

const indexes = (due: string) => ({
  tickets_due: `(workspace_id, ${due}, id)`,
  tickets_status_due: `(workspace_id, status, ${due}, id)`,
});

/**
 * Under row-level security Postgres takes a COALESCE for leaky, so that the indexes in the order of what is due next
 * served the order alone: the second page, and what is due soon, went through all tickets. A CASE says the same and is
 * none. The new indexes take the names of those that they replace, which serve the earlier version until then.
 */
export class ServeWhatIsDue20261204020000 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await swapIndexes(db, 'tickets', indexes(byCase));
    // An expression is no condition of it either; the keys of orders find a number.
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS orders_number_key');
  }

  async down(db: QueryRunner): Promise<void> {
    await swapIndexes(db, 'tickets', indexes(bySubstitute));
    await db.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_number_key ON orders (workspace_id, upper(regexp_replace(number, '[^[:alnum:]]', '', 'g')))`,
    );
  }
}
