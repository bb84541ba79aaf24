import { newReplyToken } from '#libs/channels';
import { snippetOf } from '#libs/tickets';
import { type DemoWorld, iso } from './demo-world.js';
import { addressOf } from './make-contact.js';
import type { TicketRecord } from './ticket-record.js';

/** The row of `tickets` that a ticket's history ends with. */
export function ticketRow({ workspaceId }: DemoWorld, ticket: TicketRecord, number: number): Record<string, unknown> {
  const { opening, lastMessage, lastInbound, recipientKind } = ticket;
  const { channel, contact, subject, at } = opening;
  return {
    workspace_id: workspaceId,
    id: ticket.id,
    number,
    subject,
    snippet: snippetOf(String(lastMessage.text)),
    status: ticket.status,
    priority: ticket.priority,
    channel_id: channel.id,
    channel_type: channel.type,
    store_id: channel.storeId,
    contact_id: contact.id,
    recipient_kind: recipientKind,
    recipient_value: addressOf(contact, recipientKind),
    assignee_id: ticket.assignee?.id ?? null,
    team_id: ticket.teamId,
    tags: ticket.tags,
    locale: contact.locale,
    reply_token: newReplyToken(),
    last_seq: ticket.lastSeq,
    last_inbound_seq: lastInbound.seq,
    change_seq: ticket.changeSeq,
    created_at: iso(at),
    last_message_at: String(lastMessage.created_at),
    last_inbound_at: iso(lastInbound.at),
    snoozed_until: ticket.snoozedUntil && iso(ticket.snoozedUntil),
    auto_answered_at: ticket.autoAnsweredAt && iso(ticket.autoAnsweredAt),
    resolved_at: ticket.resolvedAt && iso(ticket.resolvedAt),
    closed_at: ticket.closedAt && iso(ticket.closedAt),
  };
}
