import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Words of new messages are gathered and put into the search index together, which costs a third of doing it one by
 * one. What is gathered is searched as well, so there is never more of it than is read in a millisecond (kB).
 */
export class GatherSearchWords20261122141000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER INDEX messages_search SET (fastupdate = on, gin_pending_list_limit = 256)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER INDEX messages_search SET (fastupdate = off)');
    await db.query('ALTER INDEX messages_search RESET (gin_pending_list_limit)');
  }
}
