import { useQuery } from '@tanstack/react-query';
import type { Ticket } from '#libs/contracts';
import { call } from '../../../api/call.js';
import { keys } from '../../../api/query-client.js';
import { useMinute } from '../../../lib/now.js';
import { useMe } from '../../../session/me.js';
import type { Facts } from './find-values.js';

/**
 * What of a ticket may go into a template. Only orders that are proven to be the contact's: another person's must not
 * come into an answer.
 */
export function useFacts(ticket: Ticket, language: string): Facts {
  const { agent } = useMe();
  const now = useMinute();
  const { data } = useQuery({
    queryKey: keys.orders(ticket.id),
    queryFn: ({ signal }) =>
      call('listTicketOrders', { params: { ticketId: ticket.id }, query: { limit: 10 } }, { signal }),
    staleTime: 30_000,
  });
  const order = data?.items.find(({ match }) => match.verified);
  const tracking = order?.shipments
    .findLast(({ status }) => status !== 'cancelled')
    ?.tracking.map(({ number }) => number)
    .find(Boolean);
  return {
    ...(ticket.contact.name && { contact: ticket.contact.name }),
    agent: agent.name,
    ticket: `#${ticket.number}`,
    ...(order && { order: order.number }),
    ...(tracking && { tracking }),
    // What was promised for a day that is over says nothing of when it comes.
    ...(order?.promisedAt && Date.parse(order.promisedAt) > now && { date: dateIn(language, order.promisedAt) }),
  };
}

/** A day as a reader of that language says it. */
function dateIn(language: string, at: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  try {
    return new Intl.DateTimeFormat(`${tagOf(language)}-u-nu-latn`, options).format(new Date(at));
  } catch {
    return new Intl.DateTimeFormat('en-GB', options).format(new Date(at));
  }
}

/** A provider's word for a language, as a language tag. */
export const tagOf = (language: string): string => language.replaceAll('_', '-');
