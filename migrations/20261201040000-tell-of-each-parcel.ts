import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * All tracking numbers of a parcel, what it holds, and what its buyer was told of it. Of a parcel that is stored
 * already, everything was told: the mark `*` says so until its next report.
 *
 * Only `contact_notices` is read, once, for its new check; orders and parcels are not rewritten.
 */
export class TellOfEachParcel20261201040000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE orders
        ADD COLUMN partial boolean NOT NULL DEFAULT false,
        ADD COLUMN to_ship jsonb,
        ADD COLUMN delivery text NOT NULL DEFAULT 'carrier' CHECK (delivery IN ('carrier', 'pickup', 'none'));
      ALTER TABLE shipments
        ADD COLUMN tracking jsonb,
        ADD COLUMN units jsonb,
        ADD COLUMN announced text[] DEFAULT '{*}';
      ALTER TABLE shipments ALTER COLUMN announced DROP DEFAULT;
      ALTER TABLE contact_notices
        ADD COLUMN form text NOT NULL DEFAULT 'usual',
        ADD COLUMN parcels jsonb NOT NULL DEFAULT '[]',
        DROP CONSTRAINT contact_notices_kind_check,
        ADD CONSTRAINT contact_notices_kind_check CHECK (kind IN ('shipped', 'withdrawn', 'delayed', 'late', 'delivered'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM contact_notices WHERE kind IN ('withdrawn', 'late');
      ALTER TABLE contact_notices
        DROP CONSTRAINT contact_notices_kind_check,
        ADD CONSTRAINT contact_notices_kind_check CHECK (kind IN ('shipped', 'delayed', 'delivered')),
        DROP COLUMN parcels,
        DROP COLUMN form;
      ALTER TABLE shipments DROP COLUMN announced, DROP COLUMN units, DROP COLUMN tracking;
      ALTER TABLE orders DROP COLUMN delivery, DROP COLUMN to_ship, DROP COLUMN partial;
    `);
  }
}
