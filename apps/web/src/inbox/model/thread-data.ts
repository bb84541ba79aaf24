import type { Message, Ticket, TicketEvent } from '#libs/contracts';
import type { Answer } from '../../api/call.js';

/** What the app holds of one ticket. The messages are the newest without a gap; earlier ones are fetched by seq. */
export interface Thread {
  ticket: Ticket;
  messages: Message[];
  events: TicketEvent[];
  changeSeq: number;
}

/**
 * Merges what changed since into a thread. Changes of messages before the loaded ones are dropped: loading them brings
 * the new state.
 */
export function mergeChanges(thread: Thread, { ticket, messages, events, changeSeq }: Answer<'listChanges'>): Thread {
  const first = thread.messages[0]?.seq ?? 0;
  return {
    ticket: { ...ticket, readSeq: Math.max(ticket.readSeq, thread.ticket.readSeq) },
    messages: mergeMessages(
      thread.messages,
      messages.filter(({ seq }) => seq >= first),
    ),
    events: mergeById(thread.events, events),
    changeSeq: Math.max(thread.changeSeq, changeSeq),
  };
}

/** Merges messages by seq. Of two states of one message the later wins, so that nothing goes back. */
export function mergeMessages(known: Message[], found: Message[]): Message[] {
  if (found.length === 0) return known;
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of found)
    if ((byId.get(message.id)?.changeSeq ?? -1) <= message.changeSeq) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

function mergeById(known: TicketEvent[], found: TicketEvent[]): TicketEvent[] {
  if (found.length === 0) return known;
  const byId = new Map([...known, ...found].map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => a.changeSeq - b.changeSeq || (a.id < b.id ? -1 : 1));
}
