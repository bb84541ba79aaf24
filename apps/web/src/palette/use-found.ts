import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { User } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { call } from '../api/call.js';
import { joined } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { firstTickets } from '../inbox/model/list-query.js';
import { calledBy, usePeople } from '../inbox/model/people-query.js';
import { titleOf } from '../inbox/model/ticket-words.js';
import type { PaletteItem } from './commands.js';

/** Contacts whom the text names; one leads to their tickets. */
export function useFoundPeople(text: string): PaletteItem[] {
  const navigate = useNavigate();
  return usePeople(text).map((person) => ({
    id: `person-${person.id}`,
    icon: User,
    label: calledBy(person),
    ...(person.name && person.address && { hint: person.address }),
    run: () => void navigate({ to: '/inbox', search: { contactId: person.id } }),
  }));
}

/** Tickets that the text finds, first the one with that number. */
export function useFoundTickets(text: string): PaletteItem[] {
  const navigate = useNavigate();
  const number = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  const { data } = useQuery({
    queryKey: ['palette', text],
    enabled: text.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    queryFn: async ({ signal }) => {
      const [byNumber, found] = await Promise.all([
        number ? call('findTicketByNumber', { params: { number } }, { signal }).catch(() => null) : null,
        firstTickets({ q: text, limit: 6, sort: 'activity' }, signal),
      ]);
      return [...(byNumber ? [byNumber] : []), ...found.filter(({ id }) => id !== byNumber?.id)];
    },
  });
  if (!text) return [];
  return (data ?? []).map((ticket: Ticket) => ({
    id: ticket.id,
    channelType: ticket.channel.type,
    label: titleOf(ticket),
    hint: joined([`#${ticket.number}`, ticket.contact.name ?? t('contact.visitor'), t(`status.${ticket.status}`)]),
    run: () => void navigate({ to: '/tickets/$ticketId', params: { ticketId: ticket.id }, search: (search) => search }),
  }));
}
