import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a resolved ticket's assignee has left it. A column with a constant value: no row is written. */
export class NoteAssigneesWhoLeft20261201081000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tickets ADD COLUMN assignee_left boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tickets DROP COLUMN assignee_left');
  }
}
