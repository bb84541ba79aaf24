import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/**
 * Whether a store watches its promises, and which news its buyers get in which words. The watch is on in stores that
 * are made from here on, and off in those that are there: their buyers are told nothing of what is past.
 *
 * Writes to `orders` and `shipments` wait while their indexes are built: about a second for a million orders.
 */
export class WatchPromises20261201041000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE stores
        ADD COLUMN watch_since timestamptz,
        ADD COLUMN silent_after_days smallint NOT NULL DEFAULT 5 CHECK (silent_after_days BETWEEN 1 AND 60),
        ADD COLUMN late_after_days smallint NOT NULL DEFAULT 1 CHECK (late_after_days BETWEEN 1 AND 60);
      ALTER TABLE stores ALTER COLUMN watch_since SET DEFAULT now();
      ALTER TABLE orders
        ADD COLUMN late_noted text,
        ADD COLUMN late_noted_at timestamptz,
        ADD COLUMN late_raised text;
      CREATE INDEX orders_promised ON orders (promised_at, id) WHERE status IN ('paid', 'processing', 'shipped') AND promised_at IS NOT NULL;
      CREATE INDEX shipments_underway ON shipments (coalesce(shipped_at, source_updated_at), order_id) WHERE status = 'shipped';
    `);
    await db.query(
      tenantTable(
        'notice_settings',
        `
        store_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('shipped', 'withdrawn', 'delayed', 'late', 'delivered')),
        active boolean NOT NULL DEFAULT true,
        words jsonb NOT NULL DEFAULT '[]',
        FOREIGN KEY (workspace_id, store_id) REFERENCES stores (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, store_id, kind',
      ),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE notice_settings;
      DROP INDEX shipments_underway, orders_promised;
      ALTER TABLE orders DROP COLUMN late_raised, DROP COLUMN late_noted_at, DROP COLUMN late_noted;
      ALTER TABLE stores DROP COLUMN late_after_days, DROP COLUMN silent_after_days, DROP COLUMN watch_since;
    `);
  }
}
