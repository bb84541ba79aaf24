import type { ClockChip } from '#libs/contracts';
import { type Tx, rows } from '#libs/platform';
import type { HintedTicket, TicketHints } from './ticket-hints.js';
import { writeClocks } from './ticket.queries.js';

export interface TicketClock {
  ticketId: string;
  /** The clock that lists show; null removes it. */
  chip: ClockChip | null;
  /**
   * Whether history gets an entry with it. Only then is changeSeq raised: otherwise the clock is part of another
   * change.
   */
  isNews: boolean;
}

/** Writes the clocks that lists show and sends hints to the screens. Returns each ticket's changeSeq. */
export async function setTicketClocks(tx: Tx, hints: TicketHints, clocks: TicketClock[]): Promise<Map<string, number>> {
  // A JSON null is not an SQL null, so leave the field out for a ticket without a clock.
  const values = clocks.map(({ ticketId, chip, isNews }) => ({ ticketId, news: isNews, ...(chip && { chip }) }));
  const tickets = await rows<HintedTicket>(tx, writeClocks, [
    JSON.stringify(values),
    clocks.map(({ ticketId }) => ticketId),
  ]);
  for (const ticket of tickets) hints.changed(tx, ticket, ['clock']);
  return new Map(tickets.map(({ id, changeSeq }) => [id, changeSeq]));
}
