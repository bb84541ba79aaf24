import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the sessions of a contact. New sessions wait while the indexes are built: a second for a million. */
export class FindVisitorsSessions20261201083000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX visitor_sessions_visitor ON visitor_sessions (workspace_id, visitor_id, id);
      CREATE INDEX visitor_sessions_subject ON visitor_sessions (workspace_id, subject, id) WHERE subject IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX visitor_sessions_subject, visitor_sessions_visitor');
  }
}
