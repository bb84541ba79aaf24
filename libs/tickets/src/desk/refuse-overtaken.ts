import type { AgentContext } from '#libs/identity';
import { Problem, type Tx, firstRow } from '#libs/platform';
import { overtakenBy } from './send-message.queries.js';

/**
 * Refuses an answer when the contact or a colleague wrote after the newest message that its author has seen: they have
 * to read that first. The caller has locked the ticket.
 * @param basedOnSeq null for what the author's draft says
 */
export async function refuseOvertaken(
  tx: Tx,
  agent: AgentContext,
  ticketId: string,
  basedOnSeq: number | null,
): Promise<void> {
  if (await firstRow(tx, overtakenBy, [ticketId, basedOnSeq, agent.agentId])) throw new Problem('stale');
}
