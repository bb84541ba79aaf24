import { type Tx, newId, repository } from '#libs/platform';
import type { AgentContext } from './agent-context.js';
import { AuditEntryEntity } from './identity.entity.js';

interface AuditEntry {
  action: string;
  targetKind: string;
  targetId: string;
  /** Facts without secrets and without customers' words. */
  data?: Record<string, unknown>;
}

/** Records an agent's act in the audit log, in the transaction of the act. */
export async function audit(tx: Tx, actor: Pick<AgentContext, 'agentId'>, entry: AuditEntry): Promise<void> {
  await repository(tx, AuditEntryEntity).insert({ id: newId(), actorId: actor.agentId, ...entry });
}
