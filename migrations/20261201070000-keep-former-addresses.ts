import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** Addresses that a contact has given up, by a provider’s word: who holds one now is another person. A new table. */
export class KeepFormerAddresses20261201070000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'former_addresses',
        `
        id uuid NOT NULL,
        contact_id uuid NOT NULL,
        kind text NOT NULL,
        value text NOT NULL,
        verified boolean NOT NULL,
        given_up_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT former_addresses_key UNIQUE (workspace_id, kind, value, contact_id),
        FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
    await db.query('CREATE INDEX former_addresses_contact ON former_addresses (workspace_id, contact_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE former_addresses');
  }
}
