import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a shop has vouched for an address that a visitor typed. */
export class LetClaimsBeProven20261201050000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE contact_claims ADD COLUMN proven boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE contact_claims DROP COLUMN proven');
  }
}
