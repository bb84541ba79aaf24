import { Injectable } from '@nestjs/common';
import { adapterOf } from '#libs/channels';
import { type Message, variablesIn } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { Database, Problem, type Tx, firstRow, newId, withIdempotencyKey } from '#libs/platform';
import { type LockedTicket, lockVisibleTicket } from '../core/find-visible-ticket.js';
import { MessageView } from '../core/message-view.js';
import { adoptAgentUploads } from '../files/adopt-agent-uploads.js';
import { appendOutbound } from '../outbound/append-outbound.js';
import { replyWindowEnd } from '../core/ticket-view.js';
import { TicketHints } from '../core/ticket-hints.js';

export interface Reply {
  text: string;
  visibility: 'public' | 'internal';
  /** The seq of the newest message that the author has seen. */
  basedOnSeq?: number;
  attachmentIds?: string[];
  sendAfterSeconds?: number;
  status?: 'pending' | 'resolved';
}

/** Stores an agent's answer or note. An answer is queued in the same transaction, so it cannot be lost. */
@Injectable()
export class SendMessage {
  constructor(
    private readonly database: Database,
    private readonly view: MessageView,
    private readonly hints: TicketHints,
  ) {}

  async send(agent: AgentContext, ticketId: string, reply: Reply, key: string | undefined): Promise<Message> {
    if (!reply.text.trim() && !reply.attachmentIds?.length)
      throw new Problem('invalid-request', {
        errors: [{ path: 'body.text', message: 'write something or attach a file' }],
      });
    const id = newId();
    const call = { agentId: agent.agentId, operation: `send-message/${ticketId}`, key, body: reply, resultId: id };
    const { message } = await this.database.transaction(async (tx) => {
      const messageId = await withIdempotencyKey(
        tx,
        call,
        () => lockVisibleTicket(tx, agent, ticketId),
        (ticket) => this.store(tx, agent, ticket, id, reply),
      );
      return { message: this.view.committed(tx, messageId) };
    });
    return message;
  }

  private async store(tx: Tx, agent: AgentContext, ticket: LockedTicket, id: string, reply: Reply): Promise<void> {
    if (reply.visibility === 'public') {
      refuseUnsendable(ticket, reply);
      await refuseOvertaken(tx, agent, ticket, reply);
    }
    appendOutbound(tx, this.hints, ticket, {
      ...reply,
      id,
      author: { kind: 'agent', id: agent.agentId, name: agent.name },
      status: reply.visibility === 'public' ? (reply.status ?? 'pending') : undefined,
    });
    if (reply.attachmentIds?.length)
      await adoptAgentUploads(tx, agent.agentId, {
        ticketId: ticket.id,
        messageId: id,
        attachmentIds: reply.attachmentIds,
      });
  }
}

function refuseUnsendable(ticket: LockedTicket, { basedOnSeq, text }: Reply) {
  refuseMissingValues(text);
  if (ticket.status === 'closed') throw new Problem('conflict', 'A closed ticket takes no answers');
  if (basedOnSeq !== undefined && basedOnSeq < ticket.lastInboundSeq) throw new Problem('stale');
  const windowEnd = replyWindowEnd(ticket.channelType, ticket.lastInboundAt);
  if (windowEnd && windowEnd.getTime() <= Date.now()) throw new Problem('reply-window-closed');
  const longest = adapterOf(ticket.channelType)?.capabilities.maxTextLength ?? Infinity;
  if (text.length > longest)
    throw new Problem('invalid-request', {
      errors: [{ path: 'body.text', message: `at most ${longest} characters on this channel` }],
    });
}

/** Refuses an answer when a colleague or the contact wrote in the meantime: the author has to read that first. */
async function refuseOvertaken(
  tx: Tx,
  agent: AgentContext,
  ticket: LockedTicket,
  { basedOnSeq = ticket.lastSeq }: Reply,
): Promise<void> {
  if (basedOnSeq >= ticket.lastSeq) return;
  const overtaken = await firstRow(tx, overtakenBy, [ticket.id, basedOnSeq, agent.agentId]);
  if (overtaken) throw new Problem('stale');
}

const overtakenBy = `
  select 1 from messages
  where ticket_id = $1 and seq > $2 and visibility = 'public' and author_kind = 'agent' and author_id <> $3 and deleted_at is null limit 1`;

/** A variable without a value must not reach a contact. */
export function refuseMissingValues(text: string): void {
  const missing = variablesIn(text);
  if (missing.length)
    throw new Problem('missing-variable', {
      detail: missing.join(', '),
      errors: missing.map((name) => ({ path: 'body.text', message: `no value for ${name}` })),
    });
}
