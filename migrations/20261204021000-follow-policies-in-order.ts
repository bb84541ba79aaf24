import type { MigrationInterface, QueryRunner } from 'typeorm';
import { swapIndexes } from './support/swap-indexes.js';

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
    await swapIndexes(db, 'sla_clocks', { sla_clocks_policy: `${byTicket} ${running}` });
  }

  async down(db: QueryRunner): Promise<void> {
    await swapIndexes(db, 'sla_clocks', { sla_clocks_policy: `${byVersion} ${running}` });
  }
}
