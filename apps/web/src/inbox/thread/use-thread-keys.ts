import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Ticket } from '#libs/contracts';
import { useKeys } from '../../keyboard/use-keys.js';
import { useTicketActions } from '../actions/use-ticket-actions.js';
import { focusComposer } from '../composer/focus-composer.js';
import { showDraft } from '../model/drafts.js';
import { ticketBeside } from '../model/inbox-cursor.js';
import { prefetchThread } from '../model/prefetch.js';
import { ticketMenu } from '../model/ticket-menu.js';

/** Keys that act on the open ticket. */
export function useThreadKeys(ticket: Ticket, onToggleContext: () => void): void {
  const navigate = useNavigate();
  const actions = useTicketActions(ticket);
  const compose = (visibility: 'public' | 'internal', insert?: string) => {
    showDraft(ticket.id, visibility);
    focusComposer(insert);
  };
  useKeys({
    e: () => (ticket.status === 'closed' ? false : ticket.status === 'resolved' ? actions.reopen() : actions.resolve()),
    'Shift+e': () => (ticket.status === 'closed' ? false : actions.resolve({ next: true })),
    r: () => compose('public'),
    n: () => compose('internal'),
    '/': () => compose('public', '/'),
    a: () => ticketMenu.set('assign'),
    m: () => actions.assignToMe(),
    h: () => ticketMenu.set('snooze'),
    i: onToggleContext,
    Escape: () => void navigate({ to: '/inbox', search: (search) => search }),
  });
  useEffect(() => {
    ticketMenu.set(null);
    const next = ticketBeside(ticket.id, 1);
    if (next) prefetchThread(next.id, 300);
  }, [ticket.id]);
}
