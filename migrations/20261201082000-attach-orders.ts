import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/**
 * Orders that agents attach to tickets, an index that finds orders by a number as people type it, and the country that
 * an order is sent to. Orders cannot be written while the index is built: about three seconds for a million.
 */
export class AttachOrders20261201082000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // First, since the table below locks tickets until the end: nobody who answers waits for this index.
    await db.query(`
      ALTER TABLE orders ADD COLUMN country text CONSTRAINT orders_country_check CHECK (country ~ '^[A-Z]{2}$');
      CREATE INDEX orders_number_key ON orders (workspace_id, upper(regexp_replace(number, '[^[:alnum:]]', '', 'g')));
    `);
    await db.query(
      tenantTable(
        'ticket_orders',
        `
        ticket_id uuid NOT NULL,
        order_id uuid NOT NULL,
        attached_by uuid,
        attached_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, order_id) REFERENCES orders (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, ticket_id, order_id',
      ),
    );
    await db.query('CREATE INDEX ticket_orders_order ON ticket_orders (workspace_id, order_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX orders_number_key; ALTER TABLE orders DROP COLUMN country');
    await db.query('DROP TABLE ticket_orders');
  }
}
