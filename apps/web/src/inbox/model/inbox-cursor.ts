import { useEffect } from 'react';
import type { Ticket } from '#libs/contracts';
import { createStore } from '../../lib/store.js';

const cursor = createStore<string | undefined>(undefined);
/** The list as it stands on screen, and where in it the ticket stood that keys act on. */
const onScreen: { tickets: Ticket[]; place: number } = { tickets: [], place: -1 };

/** The row that keys act on: the one moved to, else the open ticket. */
export function useInboxCursor(tickets: Ticket[], openId: string | undefined): string | undefined {
  const moved = cursor.use();
  const current = tickets.some(({ id }) => id === moved) ? moved : openId;
  useEffect(() => {
    const place = tickets.findIndex(({ id }) => id === current);
    onScreen.tickets = tickets;
    // A ticket that left the list keeps its place for "next".
    if (place >= 0) onScreen.place = place;
  }, [tickets, current]);
  useEffect(() => {
    cursor.set(openId);
  }, [openId]);
  return current;
}

export const moveCursor = (ticketId: string): void => cursor.set(ticketId);

/** The ticket before or after a given one; of one that left the list, the neighbour of where it stood. */
export function ticketBeside(ticketId: string | undefined, step: 1 | -1): Ticket | undefined {
  const { tickets, place } = onScreen;
  const index = tickets.findIndex(({ id }) => id === ticketId);
  if (index >= 0) return tickets[index + step];
  if (ticketId === undefined || place < 0) return step === 1 ? tickets[0] : undefined;
  return tickets[step === 1 ? Math.min(place, tickets.length - 1) : place - 1];
}
