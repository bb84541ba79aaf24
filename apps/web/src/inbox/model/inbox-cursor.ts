import { useEffect } from 'react';
import type { Ticket } from '#libs/contracts';
import { createStore } from '../../lib/store.js';

const cursor = createStore<string | undefined>(undefined);
/** The ticket that the thread is about to follow the cursor to, and the frame at which it does. */
let ahead: { id: string; frame: number } | undefined;
/** The list on screen, and the index in it of the ticket that keys act on. */
const onScreen: { tickets: Ticket[]; place: number } = { tickets: [], place: -1 };

/** The id of the ticket that keys act on: the one moved to, else the open one. */
export function useInboxCursor(tickets: Ticket[], openId: string | undefined): string | undefined {
  const moved = cursor.use();
  const current = tickets.some(({ id }) => id === moved) ? moved : openId;
  useEffect(() => {
    const place = tickets.findIndex(({ id }) => id === current);
    onScreen.tickets = tickets;
    // A ticket that left the list keeps its index for "next".
    if (place >= 0) onScreen.place = place;
  }, [tickets, current]);
  useEffect(() => {
    // A thread that opens while the cursor has moved on is already behind it.
    if (ahead && openId && ahead.id !== openId) return;
    moveCursor(openId);
  }, [openId]);
  return current;
}

/** The ticket that the list highlights; the open thread may be about to follow it. */
export function useHighlighted(open: Ticket): Ticket {
  const moved = cursor.use();
  return (ahead && onScreen.tickets.find(({ id }) => id === moved)) || open;
}

export function moveCursor(ticketId: string | undefined): void {
  if (ahead) cancelAnimationFrame(ahead.frame);
  ahead = undefined;
  cursor.set(ticketId);
}

/**
 * Moves the cursor, and runs `open` once that is on screen: a thread is far more to draw than a highlight. Of many
 * moves in one frame only the last is opened.
 */
export function moveCursorThen(ticketId: string, open: () => void): void {
  if (ahead) cancelAnimationFrame(ahead.frame);
  const next = { id: ticketId, frame: 0 };
  next.frame = requestAnimationFrame(() => {
    next.frame = requestAnimationFrame(open);
  });
  ahead = next;
  cursor.set(ticketId);
}

/** The ticket before or after a given one; for one that left the list, the neighbour of its last index. */
export function ticketBeside(ticketId: string | undefined, step: 1 | -1): Ticket | undefined {
  const { tickets, place } = onScreen;
  const index = tickets.findIndex(({ id }) => id === ticketId);
  if (index >= 0) return tickets[index + step];
  if (ticketId === undefined || place < 0) return step === 1 ? tickets[0] : undefined;
  return tickets[step === 1 ? Math.min(place, tickets.length - 1) : place - 1];
}
