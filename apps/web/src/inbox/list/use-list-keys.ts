import { useNavigate } from '@tanstack/react-router';
import type { RefObject } from 'react';
import type { Ticket } from '#libs/contracts';
import { useKeys } from '../../keyboard/use-keys.js';
import { moveCursor, moveCursorThen, ticketBeside } from '../model/inbox-cursor.js';
import { prefetchThread } from '../model/thread-query.js';

interface ListKeys {
  tickets: Ticket[];
  cursorId: string | undefined;
  openId: string | undefined;
  scroller: RefObject<HTMLElement | null>;
  onSearch: () => void;
}

/** j and k, or the arrows in the list, move the cursor; Enter opens. While a ticket is open, moving opens the next. */
export function useListKeys({ tickets, cursorId, openId, scroller, onSearch }: ListKeys): void {
  const navigate = useNavigate();
  const open = (ticketId: string, replace: boolean) =>
    void navigate({ to: '/tickets/$ticketId', params: { ticketId }, search: (search) => search, replace });
  const move = (step: 1 | -1) => {
    const next = ticketBeside(cursorId, step);
    if (!next) return;
    const following = tickets[tickets.indexOf(next) + step];
    if (openId) moveCursorThen(next.id, () => open(next.id, true));
    else moveCursor(next.id);
    if (!openId) prefetchThread(next.id, 0);
    else if (following) prefetchThread(following.id, 250);
  };
  const isInList = () => document.activeElement === scroller.current || document.activeElement === document.body;
  const inList = (act: () => void) => () => {
    if (!isInList()) return false;
    act();
    return true;
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: inList(() => move(1)),
    ArrowUp: inList(() => move(-1)),
    f: onSearch,
    Enter: inList(() => {
      if (cursorId && cursorId !== openId) open(cursorId, false);
      else document.querySelector<HTMLElement>('.messages')?.focus();
    }),
  });
}
