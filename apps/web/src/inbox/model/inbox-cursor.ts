import { useEffect } from 'react';
import type { Ticket } from '#libs/contracts';
import { createStore } from '../../lib/store.js';

const cursor = createStore<string | undefined>(undefined);
/** The list as it stands on screen, for keys and "next". */
const onScreen: { tickets: Ticket[] } = { tickets: [] };

/** The row that keys act on: the one moved to, else the open ticket. */
export function useInboxCursor(tickets: Ticket[], openId: string | undefined): string | undefined {
  const moved = cursor.use();
  useEffect(() => {
    onScreen.tickets = tickets;
  }, [tickets]);
  useEffect(() => {
    cursor.set(openId);
  }, [openId]);
  return tickets.some(({ id }) => id === moved) ? moved : openId;
}

export const moveCursor = (ticketId: string): void => cursor.set(ticketId);

/** The ticket some rows from a given one; of a ticket that left the list, the one that took its place. */
export function ticketBeside(ticketId: string | undefined, step: 1 | -1): Ticket | undefined {
  const index = onScreen.tickets.findIndex(({ id }) => id === ticketId);
  if (index < 0) return step === 1 ? onScreen.tickets[0] : undefined;
  return onScreen.tickets[index + step];
}
