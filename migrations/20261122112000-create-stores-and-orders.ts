import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** Stores, their orders with shipments and every date promised, and the news of them that buyers are told. */
export class CreateStoresAndOrders20261122112000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'stores',
        `
        id uuid NOT NULL,
        name text NOT NULL,
        domain text,
        platform text NOT NULL,
        webhook_secret text,
        locale text NOT NULL,
        time_zone text NOT NULL,
        currency text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT stores_domain_key UNIQUE (workspace_id, domain)`,
      ),
    );
    await db.query(`
      CREATE TABLE store_routes (
        store_id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        FOREIGN KEY (workspace_id, store_id) REFERENCES stores (workspace_id, id) ON DELETE CASCADE
      );
      ALTER TABLE channels ADD CONSTRAINT channels_store_fkey FOREIGN KEY (workspace_id, store_id) REFERENCES stores (workspace_id, id) ON DELETE SET NULL (store_id);
      ALTER TABLE tickets ADD CONSTRAINT tickets_store_fkey FOREIGN KEY (workspace_id, store_id) REFERENCES stores (workspace_id, id) ON DELETE SET NULL (store_id);
      ALTER TABLE articles ADD CONSTRAINT articles_store_fkey FOREIGN KEY (workspace_id, store_id) REFERENCES stores (workspace_id, id) ON DELETE CASCADE;
    `);
    await db.query(
      tenantTable(
        'store_deliveries',
        `
        store_id uuid NOT NULL,
        external_id text NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, store_id) REFERENCES stores (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, store_id, external_id',
      ),
    );
    await db.query('CREATE INDEX store_deliveries_age ON store_deliveries (workspace_id, received_at)');
    await db.query(
      tenantTable(
        'orders',
        `
        id uuid NOT NULL,
        store_id uuid NOT NULL,
        external_id text NOT NULL,
        number text NOT NULL,
        email text CHECK (email = lower(email)),
        phone text,
        locale text NOT NULL,
        currency text NOT NULL,
        total numeric NOT NULL DEFAULT 0,
        items jsonb NOT NULL DEFAULT '[]',
        source_status text NOT NULL,
        status text NOT NULL,
        payment_status text,
        delayed boolean NOT NULL DEFAULT false,
        promised_at timestamptz,
        placed_at timestamptz NOT NULL DEFAULT now(),
        source_updated_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT orders_external_key UNIQUE (workspace_id, store_id, external_id),
        FOREIGN KEY (workspace_id, store_id) REFERENCES stores (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
    await db.query(`
      CREATE INDEX orders_email ON orders (workspace_id, email, placed_at DESC) WHERE email IS NOT NULL;
      CREATE INDEX orders_phone ON orders (workspace_id, phone, placed_at DESC) WHERE phone IS NOT NULL;
    `);
    await db.query(
      tenantTable(
        'shipments',
        `
        id uuid NOT NULL,
        order_id uuid NOT NULL,
        external_id text NOT NULL,
        number text,
        carrier text,
        url text,
        status text NOT NULL,
        shipped_at timestamptz,
        delivered_at timestamptz,
        source_updated_at timestamptz,
        CONSTRAINT shipments_external_key UNIQUE (workspace_id, order_id, external_id),
        FOREIGN KEY (workspace_id, order_id) REFERENCES orders (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
    await db.query(
      tenantTable(
        'tracking_events',
        `
        id uuid NOT NULL,
        shipment_id uuid NOT NULL,
        external_id text NOT NULL,
        status text NOT NULL,
        message text,
        location text,
        at timestamptz NOT NULL,
        estimated_at timestamptz,
        received_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT tracking_events_external_key UNIQUE (workspace_id, shipment_id, external_id),
        FOREIGN KEY (workspace_id, shipment_id) REFERENCES shipments (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
    await db.query(
      tenantTable(
        'promises',
        `
        id uuid NOT NULL,
        order_id uuid NOT NULL,
        promised_at timestamptz NOT NULL,
        source text NOT NULL CHECK (source IN ('shop', 'carrier')),
        noted_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, order_id) REFERENCES orders (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
    await db.query('CREATE INDEX promises_order ON promises (workspace_id, order_id, noted_at)');
    await db.query(
      tenantTable(
        'contact_notices',
        `
        id uuid NOT NULL,
        order_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('shipped', 'delayed', 'delivered')),
        about text NOT NULL DEFAULT '',
        promised_at timestamptz,
        previous_promise timestamptz,
        state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sending', 'unknown', 'sent', 'in-ticket', 'needs-agent', 'done', 'superseded')),
        contact_id uuid,
        channel_id uuid,
        refused_by uuid[] NOT NULL DEFAULT '{}',
        recipient text,
        subject text NOT NULL DEFAULT '',
        text text NOT NULL DEFAULT '',
        reply_token text NOT NULL,
        external_id text,
        message_id uuid,
        tries integer NOT NULL DEFAULT 0,
        detail text,
        created_at timestamptz NOT NULL DEFAULT now(),
        due_at timestamptz NOT NULL DEFAULT now(),
        claimed_at timestamptz,
        sent_at timestamptz,
        settled_by uuid,
        CONSTRAINT contact_notices_once_key UNIQUE (workspace_id, order_id, kind, about),
        FOREIGN KEY (workspace_id, order_id) REFERENCES orders (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id) ON DELETE SET NULL (contact_id)`,
      ),
    );
    await db.query(`
      CREATE INDEX contact_notices_due ON contact_notices (due_at) WHERE state IN ('due', 'sending');
      CREATE INDEX contact_notices_state ON contact_notices (workspace_id, state, id);
      CREATE INDEX contact_notices_message ON contact_notices (workspace_id, message_id) WHERE message_id IS NOT NULL;
      CREATE INDEX contact_notices_external ON contact_notices (workspace_id, external_id) WHERE external_id IS NOT NULL;
    `);
    await db.query(
      tenantTable(
        'awaited_replies',
        `
        reply_token text NOT NULL,
        mail_id text NOT NULL,
        address text NOT NULL,
        ticket_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE SET NULL (ticket_id) DEFERRABLE INITIALLY DEFERRED`,
        'workspace_id, reply_token',
      ),
    );
    await db.query('CREATE INDEX awaited_replies_mail ON awaited_replies (workspace_id, mail_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE awaited_replies, contact_notices, promises, tracking_events, shipments, orders, store_deliveries;
      ALTER TABLE articles DROP CONSTRAINT articles_store_fkey;
      ALTER TABLE tickets DROP CONSTRAINT tickets_store_fkey;
      ALTER TABLE channels DROP CONSTRAINT channels_store_fkey;
      DROP TABLE store_routes, stores;
    `);
  }
}
