import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A short name by which the operator tells workspaces apart, for two may be called alike. The table has few rows. */
export class GiveWorkspacesSlugs20261130132000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE workspaces ADD COLUMN slug text CONSTRAINT workspaces_slug_key UNIQUE
        CONSTRAINT workspaces_slug_check CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$')
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE workspaces DROP COLUMN slug');
  }
}
