import type { Ticket } from '#libs/contracts';
import { adapterOf, channelRows } from '#libs/channels';
import { contactRows, identityRows } from '#libs/contacts';
import type { Stored } from '#libs/platform';
import { ownNameIn } from './known-contact.queries.js';
import { type ListedFile, filesInWords, filesWithoutText } from './files-in-words.js';

/**
 * Columns of a ticket as agents see it; expects rows `t`, `c` (contact), `h` (channel) and `r` (the agent's read mark).
 * `knows` is the condition under which the agent may know who the contact is.
 */
export const ticketColumns = (knows: string): string => `
  t.id, t.number, t.subject, t.snippet, ${filesWithoutText} as files, t.status, t.priority, t.channel_id as "channelId", t.channel_type as "channelType", h.name as "channelName", h.human_agent as "hasHumanAgent",
  t.store_id as "storeId", t.contact_id as "contactId", c.name as "contactName", c.locale as "contactLocale",
  (select bool_or(i.verified) from ${identityRows} i where i.workspace_id = t.workspace_id and i.contact_id = t.contact_id) as "contactVerified",
  t.recipient_value as "recipientValue", t.recipient_kind as "recipientKind", t.reply_to as "replyTo", t.automatic,
  ${knows} as "isContactKnown", ${knows === 'true' ? 'null::text' : ownNameIn('t')} as "ownName", t.assignee_id as "assigneeId", t.team_id as "teamId", t.tags, t.locale, t.snoozed_until as "snoozedUntil", t.previous_ticket_id as "previousTicketId",
  t.created_at as "createdAt", t.last_message_at as "lastMessageAt", t.last_inbound_at as "lastInboundAt", t.resolved_at as "resolvedAt",
  t.last_seq as "lastSeq", coalesce(r.seq, 0) as "readSeq", t.change_seq as "changeSeq", t.clock`;

/** Joins for `ticketColumns`; the given parameter holds the agent's id. */
export const ticketJoins = (agentParameter: number): string => `
  join ${contactRows} c on c.workspace_id = t.workspace_id and c.id = t.contact_id
  join ${channelRows} h on h.workspace_id = t.workspace_id and h.id = t.channel_id
  left join ticket_reads r on r.workspace_id = t.workspace_id and r.ticket_id = t.id and r.agent_id = $${agentParameter}`;

type Instants = 'createdAt' | 'lastMessageAt' | 'snoozedUntil' | 'resolvedAt';

export interface TicketRow extends Omit<
  Stored<Ticket, Instants>,
  'channel' | 'contact' | 'replyWindowEndsAt' | 'snippetFiles'
> {
  files: ListedFile[] | null;
  channelId: string;
  channelType: string;
  channelName: string;
  hasHumanAgent: boolean;
  contactId: string;
  contactName: string | null;
  contactLocale: string | null;
  contactVerified: boolean | null;
  isContactKnown: boolean;
  /** The name that the contact gave in the ticket, for who may not know them. */
  ownName: string | null;
  recipientKind: string;
  recipientValue: string;
  lastInboundAt: Date | null;
}

/**
 * Converts a row to the API's form. Each field is named: a copy by spreading costs a page of a list more than its JSON.
 */
export function describeTicket(row: TicketRow): Ticket {
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    snippet: row.snippet,
    snippetFiles: filesInWords(row.files),
    status: row.status,
    priority: row.priority,
    channel: { id: row.channelId, type: row.channelType, name: row.channelName },
    storeId: row.storeId,
    contact: contactOf(row),
    replyTo: row.replyTo,
    automatic: row.automatic,
    assigneeId: row.assigneeId,
    teamId: row.teamId,
    tags: row.tags,
    locale: row.locale,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    previousTicketId: row.previousTicketId,
    createdAt: row.createdAt.toISOString(),
    lastMessageAt: row.lastMessageAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    replyWindowEndsAt: replyWindowEnd(row.channelType, row.lastInboundAt, row.hasHumanAgent)?.toISOString() ?? null,
    lastSeq: row.lastSeq,
    readSeq: row.readSeq,
    changeSeq: row.changeSeq,
    clock: row.clock,
  };
}

function contactOf(row: TicketRow): Ticket['contact'] {
  const address = row.recipientKind === 'visitor' ? null : row.recipientValue;
  // The ticket's own id: one of the contact would reveal that two addresses are one person, and since when.
  if (!row.isContactKnown)
    return { id: row.id, known: false, name: row.ownName ?? address, verified: false, locale: null };
  return {
    id: row.contactId,
    known: true,
    name: row.contactName ?? address,
    verified: row.contactVerified ?? false,
    locale: row.contactLocale,
  };
}

/**
 * When free-form answers end, on a channel that allows them only for some hours after the contact's last message; null
 * without such a limit. People may answer for longer where the shop has the right to it.
 */
export function replyWindowEnd(channelType: string, lastInboundAt: Date | null, isLonger = false): Date | null {
  const { replyWindowHours = null, personWindowHours } = adapterOf(channelType)?.capabilities ?? {};
  const hours = isLonger && personWindowHours !== undefined ? personWindowHours : replyWindowHours;
  if (hours === null) return null;
  return new Date((lastInboundAt?.getTime() ?? 0) + hours * 3_600_000);
}
