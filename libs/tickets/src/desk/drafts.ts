import { Injectable } from '@nestjs/common';
import type { Draft } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { Database, firstRow } from '#libs/platform';
import { requireVisible } from '../core/find-visible-ticket.js';

const columns = `text, visibility, based_on_seq as "basedOnSeq", updated_at as "updatedAt"`;

/**
 * Drafts of agents, stored on the server to be available on each of their devices: one reply and one note per ticket.
 */
@Injectable()
export class Drafts {
  constructor(private readonly database: Database) {}

  async of(agent: AgentContext, ticketId: string): Promise<{ drafts: Draft[] }> {
    await requireVisible(this.database, agent, ticketId);
    return {
      drafts: await this.database.query<Draft>(`select ${columns} from drafts where ticket_id = $1 and agent_id = $2`, [
        ticketId,
        agent.agentId,
      ]),
    };
  }

  async put(
    agent: AgentContext,
    ticketId: string,
    { text, visibility, basedOnSeq }: Omit<Draft, 'updatedAt'>,
  ): Promise<{ draft: Draft | null }> {
    await requireVisible(this.database, agent, ticketId);
    if (!text.trim()) {
      await this.database.query('delete from drafts where ticket_id = $1 and agent_id = $2 and visibility = $3', [
        ticketId,
        agent.agentId,
        visibility,
      ]);
      return { draft: null };
    }
    const draft = await firstRow<Draft>(
      this.database,
      `insert into drafts (ticket_id, agent_id, text, visibility, based_on_seq) values ($1, $2, $3, $4, $5)
       on conflict (workspace_id, ticket_id, agent_id, visibility) do update set text = excluded.text, based_on_seq = excluded.based_on_seq, updated_at = now()
       returning ${columns}`,
      [ticketId, agent.agentId, text, visibility, basedOnSeq],
    );
    return { draft };
  }
}
