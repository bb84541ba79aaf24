import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** Channels, the way from an address to its channel, contacts and what identifies them. */
export class CreateChannelsAndContacts20261122101000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'channels',
        `
        id uuid NOT NULL,
        type text NOT NULL,
        name text NOT NULL,
        store_id uuid,
        team_id uuid,
        active boolean NOT NULL DEFAULT true,
        settings jsonb NOT NULL DEFAULT '{}',
        secrets text,
        error_message text,
        error_since timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id) ON DELETE SET NULL (team_id)`,
      ),
    );
    await db.query(`
      CREATE TABLE channel_routes (
        channel_id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        type text NOT NULL,
        FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id) ON DELETE CASCADE
      );
      CREATE TABLE channel_addresses (
        address text PRIMARY KEY CHECK (address = lower(address)),
        channel_id uuid NOT NULL,
        workspace_id uuid NOT NULL,
        FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX channel_addresses_channel ON channel_addresses (workspace_id, channel_id);
    `);
    await db.query(
      tenantTable(
        'contacts',
        `
        id uuid NOT NULL,
        name text,
        locale text,
        time_zone text,
        created_at timestamptz NOT NULL DEFAULT now()`,
      ),
    );
    await db.query(
      tenantTable(
        'contact_identities',
        `
        id uuid NOT NULL,
        contact_id uuid NOT NULL,
        kind text NOT NULL,
        value text NOT NULL,
        verified boolean NOT NULL DEFAULT false,
        channel_type text,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT contact_identities_value_key UNIQUE (workspace_id, kind, value),
        FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`,
      ),
    );
    await db.query('CREATE INDEX contact_identities_contact ON contact_identities (workspace_id, contact_id)');
    await db.query(
      tenantTable(
        'contact_claims',
        `
        id uuid NOT NULL,
        contact_id uuid NOT NULL,
        kind text NOT NULL,
        value text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT contact_claims_value_key UNIQUE (workspace_id, contact_id, kind, value),
        FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP TABLE contact_claims, contact_identities, contacts, channel_addresses, channel_routes, channels',
    );
  }
}
