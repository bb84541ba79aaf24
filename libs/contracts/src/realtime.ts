import type { TicketCounts } from './tickets.js';

/**
 * What of a ticket changed: `opened` that there is a new one, `message` a message more, `edit` the words or the sender of
 * one that is there, `files` its files, `delivery` how far it has come or who has read it. The others are fields.
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
  | 'clock';

/** Hints from the server to agents. They may be lost: whoever gets one, or reconnects, fetches. Ids and names of fields only. */
export interface AgentEvents {
  /** `changed` names what, never what it is now. */
  'ticket:changed': (hint: { ticketId: string; changeSeq: number; lastSeq: number; changed: TicketPart[] }) => void;
  /** Who looks at or types on a ticket, announced every 15 s and forgotten after 40 s. */
  presence: (presence: { ticketId: string; agents: { agentId: string; state: 'viewing' | 'typing' }[] }) => void;
  'visitor:typing': (hint: { ticketId: string; until: string }) => void;
}
/** From an agent's browser to the server. */
export interface AgentCommands {
  /** How many tickets stand in each built-in view, as GET /tickets/counts says it; null where that cannot be said now. */
  counts: (done: (counts: TicketCounts | null) => void) => void;
  announce: (presence: { ticketId: string; state: 'viewing' | 'typing' | 'gone' }) => void;
}
