import type { ReadyChannel } from '#libs/channels';
import { type Tx, newId } from '#libs/platform';
import { lockTicket } from '../core/find-visible-ticket.js';
import { startOutboundTicket } from '../core/open-ticket.js';
import { system } from '../core/record-event.js';
import type { TicketHints } from '../core/ticket-hints.js';
import { appendOutbound } from './append-outbound.js';

interface RaisedTicket {
  channel: ReadyChannel;
  contactId: string;
  /** Where an agent's answer goes. */
  recipient: { kind: string; value: string };
  subject: string;
  locale: string | null;
  /** Why it is there, for agents alone. */
  note: { text: string; author: string };
}

/** Opens a ticket by which agents learn of something that no contact has written about. Nothing is sent. */
export async function raiseTicket(tx: Tx, hints: TicketHints, { note, ...ticket }: RaisedTicket): Promise<string> {
  const id = newId();
  await startOutboundTicket(tx, { ...ticket, id, assigneeId: null, actor: system });
  const locked = await lockTicket(tx, id);
  appendOutbound(tx, hints, locked!, {
    text: note.text,
    visibility: 'internal',
    author: { kind: 'system', id: null, name: note.author },
  });
  return id;
}
