import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails to look up are taken a few of each workspace at a time. */
export class CheckMailsByWorkspace20261122144000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX mail_checks_due; CREATE INDEX mail_checks_due ON mail_checks (workspace_id, due_at);');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX mail_checks_due; CREATE INDEX mail_checks_due ON mail_checks (due_at);');
  }
}
