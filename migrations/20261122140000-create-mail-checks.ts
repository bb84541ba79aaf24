import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** Mails whose sender is still to be looked up. */
export class CreateMailChecks20261122140000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'mail_checks',
        `
        message_id uuid NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, message_id',
      ),
    );
    await db.query('CREATE INDEX mail_checks_due ON mail_checks (due_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE mail_checks');
  }
}
