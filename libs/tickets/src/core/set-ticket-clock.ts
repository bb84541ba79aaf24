import type { ClockChip } from '#libs/contracts';
import { type Tx, rows } from '#libs/platform';
import type { HintedTicket, TicketHints } from './ticket-hints.js';
import { writeClocks } from './ticket.queries.js';

export interface TicketClock {
  ticketId: string;
  /** What the list is to show; null takes the chip away. */
  chip: ClockChip | null;
  /** Whether history gets an entry with it. Only then is changeSeq raised: a chip that follows from a change is part of it. */
  isNews: boolean;
}

/** Writes the chips of tickets and tells the screens of them. Returns each ticket's changeSeq. */
export async function setTicketClocks(tx: Tx, hints: TicketHints, clocks: TicketClock[]): Promise<Map<string, number>> {
  // A JSON null is no SQL null: a ticket without a chip leaves it out.
  const values = clocks.map(({ ticketId, chip, isNews }) => ({ ticketId, news: isNews, ...(chip && { chip }) }));
  const tickets = await rows<HintedTicket>(tx, writeClocks, [
    JSON.stringify(values),
    clocks.map(({ ticketId }) => ticketId),
  ]);
  for (const ticket of tickets) hints.changed(tx, ticket, ['clock']);
  return new Map(tickets.map(({ id, changeSeq }) => [id, changeSeq]));
}
