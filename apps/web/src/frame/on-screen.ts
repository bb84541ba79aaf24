import { useLocation, useParams } from '@tanstack/react-router';
import { createStore } from '../lib/store.js';

/** The id of the ticket in the address. */
export function useOpenTicketId(): string | undefined {
  return (useParams({ strict: false }) as { ticketId?: string }).ticketId;
}

export const useIsInbox = (): boolean =>
  useLocation({ select: ({ pathname }) => /^\/(inbox|tickets\/)/.test(pathname) });

/** The dialog that is open over the page. */
export const overlay = createStore<'palette' | 'shortcuts' | null>(null);
