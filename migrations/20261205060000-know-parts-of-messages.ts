import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/**
 * What a provider calls the parts of a message that it took as several. A dispatch holds the id of the last one alone;
 * an echo of a part, an answer to it and a reaction name the part.
 */
export class KnowPartsOfMessages20261205060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'dispatch_parts',
        `channel_id uuid NOT NULL,
        external_id text NOT NULL,
        dispatch_id uuid NOT NULL,
        FOREIGN KEY (workspace_id, dispatch_id) REFERENCES dispatches (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, channel_id, external_id',
      ),
    );
    await db.query('CREATE INDEX dispatch_parts_dispatch ON dispatch_parts (workspace_id, dispatch_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE dispatch_parts');
  }
}
