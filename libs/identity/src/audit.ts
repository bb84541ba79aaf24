import { type Tx, newId } from '#libs/platform';
import type { AgentContext } from './agent-context.js';

interface AuditEntry {
  action: string;
  targetKind: string;
  targetId: string;
  /** Facts without secrets and without customers' words. */
  data?: Record<string, unknown>;
}

/** Records in the audit log what an agent did, in the transaction in which it is done. */
export async function audit(
  tx: Tx,
  actor: Pick<AgentContext, 'agentId'>,
  { action, targetKind, targetId, data = {} }: AuditEntry,
): Promise<void> {
  await tx.query(
    'insert into audit_entries (id, actor_id, action, target_kind, target_id, data) values ($1, $2, $3, $4, $5, $6)',
    [newId(), actor.agentId, action, targetKind, targetId, data],
  );
}
