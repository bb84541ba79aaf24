import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

const keyOf = (number: string) => `left(lower(regexp_replace(${number}, '[^[:alnum:]]', '', 'g')), 60)`;

/**
 * What orders are looked for by, in a table of its own, so that a number and its beginning are a range of an index; and
 * search words without accents, with parts of names, phones and numbers: what is stored of words is rewritten in the
 * background, workspace by workspace. Nothing here writes a row of before; keys of a million orders take some ten
 * seconds, and orders and shipments are only read meanwhile.
 */
export class SearchByPartsAndOrders20261202040000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'order_keys',
        `
        order_id uuid NOT NULL,
        key text COLLATE "C" NOT NULL,
        FOREIGN KEY (workspace_id, order_id) REFERENCES orders (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, order_id, key',
      ),
    );
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await this.keysOfOrders(db);
      await db.query(
        `INSERT INTO word_rewrites (workspace_id, version) VALUES ($1, 3) ON CONFLICT (workspace_id) DO UPDATE
           SET version = excluded.version, contacts_before = NULL, contacts_done = false, tickets_before = NULL`,
        [id],
      );
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
    await db.query('CREATE INDEX order_keys_key ON order_keys (workspace_id, key)');
  }

  private async keysOfOrders(db: QueryRunner): Promise<void> {
    await db.query(`
      WITH numbers AS (
        SELECT id, ${keyOf('number')} AS key FROM orders
      ), tracking AS (
        SELECT s.order_id, coalesce(t ->> 'number', s.number) AS number
        FROM shipments s LEFT JOIN jsonb_array_elements(s.tracking) t ON true
      )
      INSERT INTO order_keys (order_id, key)
      SELECT id, key FROM (
        SELECT id, key FROM numbers
        UNION SELECT id, substring(key FROM '^[[:alpha:]]+([0-9]{3,})$') FROM numbers
        UNION SELECT order_id, ${keyOf('number')} FROM tracking
      ) k WHERE key <> ''`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE order_keys');
  }
}
