import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which worker runs a sweep, and where its last run stopped. Belongs to no workspace. A new table: it locks nothing.
 */
export class CreateSweeps20261130130000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE sweeps (
        name text PRIMARY KEY,
        holder uuid NOT NULL,
        expires_at timestamptz NOT NULL,
        cursor jsonb
      )
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE sweeps');
  }
}
