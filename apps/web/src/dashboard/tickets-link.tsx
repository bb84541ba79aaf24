import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Figures } from './report-query.js';

type Filter = Figures['tickets'];

interface TicketsLinkProps {
  tickets: Filter;
  children: ReactNode;
  label?: string;
  className?: string;
}

/** Links a number to the tickets that it counts. */
export function TicketsLink({ tickets, children, label, className = 'plain' }: TicketsLinkProps) {
  return (
    <Link to="/inbox" search={inboxSearchOf(tickets)} className={className} aria-label={label}>
      {children}
    </Link>
  );
}

/**
 * A ticket filter as search parameters of the inbox. Without statuses the filter means all; the inbox would mean its
 * view's.
 */
function inboxSearchOf({ status, channelType, ...rest }: Filter) {
  const every = ['open', 'pending', 'snoozed', 'resolved', 'closed'];
  return { ...rest, status: (status ?? every).join(','), channel: channelType, sort: 'activity' as const };
}
