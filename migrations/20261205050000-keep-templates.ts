import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

const ofChannel = `
        channel_id uuid NOT NULL,
        FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id) ON DELETE CASCADE`;

/**
 * The templates of channels as their providers have them, when they are to be read next, and which one a message was
 * made of. A new column without a value and new tables: no table is rewritten.
 */
export class KeepTemplates20261205050000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'channel_templates',
        `${ofChannel},
        id uuid NOT NULL,
        external_id text NOT NULL,
        name text NOT NULL,
        language text NOT NULL,
        category text NOT NULL,
        status text NOT NULL CHECK (status IN ('approved', 'pending', 'rejected', 'paused', 'disabled')),
        quality text NOT NULL CHECK (quality IN ('high', 'medium', 'low', 'unrated')),
        reason text,
        content jsonb NOT NULL,
        seen_at timestamptz NOT NULL,
        said_at timestamptz,
        UNIQUE (workspace_id, channel_id, name, language)`,
      ),
    );
    await db.query(
      tenantTable(
        'template_syncs',
        `${ofChannel},
        due_at timestamptz NOT NULL DEFAULT now(),
        synced_at timestamptz,
        error text,
        failing_since timestamptz`,
        'workspace_id, channel_id',
      ),
    );
    await db.query(`
      CREATE INDEX template_syncs_due ON template_syncs (due_at, channel_id);
      ALTER TABLE messages ADD COLUMN template jsonb;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE messages DROP COLUMN template;
      DROP TABLE template_syncs;
      DROP TABLE channel_templates;
    `);
  }
}
