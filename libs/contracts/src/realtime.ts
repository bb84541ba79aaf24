import type { TicketCounts } from './tickets.js';

/**
 * What changed of a ticket: `opened` a new ticket, `message` a new message, `edit` the text or sender of an existing
 * message, `files` its files, `delivery` its delivery status or read marks. The others are fields of the ticket.
 */
export type TicketPart =
  | 'opened'
  | 'message'
  | 'edit'
  | 'files'
  | 'delivery'
  | 'status'
  | 'assignee'
  | 'team'
  | 'priority'
  | 'tags'
  | 'subject'
  | 'address'
  | 'clock';

/**
 * Hints to agents: ids and names of fields only. They may be lost, so the client fetches after a hint and after a
 * reconnect.
 */
export interface AgentEvents {
  /** `changed` names the fields, never their values. */
  'ticket:changed': (hint: { ticketId: string; changeSeq: number; lastSeq: number; changed: TicketPart[] }) => void;
  /** The agents who view or type on a ticket; announced every 15 s, expires after 40 s. */
  presence: (presence: { ticketId: string; agents: { agentId: string; state: 'viewing' | 'typing' }[] }) => void;
  /** A channel was made, changed or deleted. */
  'channel:changed': (hint: { channelId: string }) => void;
  'visitor:typing': (hint: { ticketId: string; until: string }) => void;
}
/** Events from an agent's browser to the server. */
export interface AgentCommands {
  /** The ticket counts of the built-in views, as of GET /tickets/counts; null when they are not available now. */
  counts: (done: (counts: TicketCounts | null) => void) => void;
  announce: (presence: { ticketId: string; state: 'viewing' | 'typing' | 'gone' }) => void;
}
