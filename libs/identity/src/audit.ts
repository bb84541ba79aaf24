import { type Tx, newId, repository } from '#libs/platform';
import type { AgentContext } from './agent-context.js';
import { AuditEntryEntity } from './audit-entry.entity.js';

interface AuditEntry {
  action: string;
  targetKind: string;
  targetId: string;
  /** Facts without secrets and without customers' words. */
  data?: Record<string, unknown>;
}

/** Records in the audit log what an agent did, in the transaction in which it is done. */
export async function audit(tx: Tx, actor: Pick<AgentContext, 'agentId'>, entry: AuditEntry): Promise<void> {
  await repository(tx, AuditEntryEntity).insert({ id: newId(), actorId: actor.agentId, ...entry });
}
