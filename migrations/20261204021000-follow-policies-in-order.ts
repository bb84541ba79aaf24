import type { MigrationInterface, QueryRunner } from 'typeorm';

const byVersion = '(workspace_id, policy_id, policy_version)';
const byTicket = '(workspace_id, policy_id, ticket_id, policy_version)';
const running = `WHERE state IN ('running', 'paused')`;

/**
 * Clocks follow a changed policy fifty tickets at a time, in the order of the tickets. An index in the order of
 * versions holds no such order: each time the clocks of all tickets were gone through, those that are over as well.
 */
export class FollowPoliciesInOrder20261204021000 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await this.replace(db, byTicket);
  }

  async down(db: QueryRunner): Promise<void> {
    await this.replace(db, byVersion);
  }

  private async replace(db: QueryRunner, columns: string): Promise<void> {
    // Building waits for every older transaction, such as that of a dump, and holds nothing up meanwhile.
    await db.query('SET lock_timeout = 0');
    // One that was cut off before leaves an index that is not used.
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS sla_clocks_policy_anew');
    await db.query(`CREATE INDEX CONCURRENTLY sla_clocks_policy_anew ON sla_clocks ${columns} ${running}`);
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS sla_clocks_policy');
    await db.query('ALTER INDEX sla_clocks_policy_anew RENAME TO sla_clocks_policy');
    await db.query('RESET lock_timeout');
  }
}
