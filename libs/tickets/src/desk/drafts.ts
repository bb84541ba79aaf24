import { Injectable } from '@nestjs/common';
import type { Draft } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { Database, type Stored, firstRow, withInstantsAsText } from '#libs/platform';
import { requireVisible } from '../core/find-visible-ticket.js';
import { type AttachmentRow, MessageView } from '../core/message-view.js';
import { deleteDraft, draftsOf, writeDraft } from './send-message.queries.js';

interface DraftRow extends Omit<Stored<Draft, 'updatedAt'>, 'attachments'> {
  files: AttachmentRow[] | null;
}

interface DraftToKeep extends Omit<Draft, 'updatedAt' | 'attachments'> {
  attachmentIds: string[];
}

/**
 * Drafts of agents, stored on the server to be available on each of their devices: one reply and one note per ticket.
 */
@Injectable()
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageView,
  ) {}

  async of(agent: AgentContext, ticketId: string): Promise<{ drafts: Draft[] }> {
    await requireVisible(this.database, agent, ticketId);
    const found = await this.database.query<DraftRow>(draftsOf, [ticketId, agent.agentId]);
    return { drafts: found.map((row) => this.describe(row)) };
  }

  async put(
    agent: AgentContext,
    ticketId: string,
    { text, visibility, basedOnSeq, attachmentIds }: DraftToKeep,
  ): Promise<{ draft: Draft | null }> {
    await requireVisible(this.database, agent, ticketId);
    if (!text.trim() && attachmentIds.length === 0) {
      await this.database.query(deleteDraft, [ticketId, agent.agentId, visibility]);
      return { draft: null };
    }
    const values = [ticketId, agent.agentId, text, visibility, basedOnSeq, attachmentIds];
    const draft = await firstRow<DraftRow>(this.database, writeDraft, values);
    return { draft: draft && this.describe(draft) };
  }

  private describe({ files, ...draft }: DraftRow): Draft {
    return {
      ...withInstantsAsText(draft),
      attachments: (files ?? []).map((file) => this.messages.attachment(file)),
    };
  }
}
