import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Ticket } from '#libs/contracts';
import { call } from '../api/call.js';
import { useOpenTicketId } from '../frame/use-open-ticket-id.js';
import { joined } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { knownTicket } from '../inbox/model/known-tickets.js';
import type { PaletteGroup, PaletteItem } from './palette-item.js';
import { usePlaces } from './use-places.js';
import { useTicketCommands } from './use-ticket-commands.js';

/**
 * What fits what was typed: tickets, then actions on the open ticket, then places. `>` only actions, `#` only tickets.
 */
export function usePaletteItems(typed: string): PaletteGroup[] {
  const mode = /^[>#]/.exec(typed)?.[0];
  const text = typed.replace(/^[>#]/, '').trim();
  const openId = useOpenTicketId();
  const ticket = openId ? knownTicket(openId) : undefined;
  const commands = useTicketCommands(ticket);
  const places = usePlaces(text);
  const tickets = useTickets(mode === '>' ? '' : text);
  const fits = ({ label }: PaletteItem) => label.toLowerCase().includes(text.toLowerCase());
  const groups = [
    { title: t('palette.tickets'), items: tickets },
    { title: t('palette.actions'), items: mode === '#' ? [] : commands.filter(fits) },
    {
      title: t('palette.places'),
      items: mode === '#' ? [] : places.filter((place) => place.id === 'search' || fits(place)),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function useTickets(text: string): PaletteItem[] {
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
        call('listTickets', { query: { q: text, limit: 6, sort: 'activity' } }, { signal }),
      ]);
      return [...(byNumber ? [byNumber] : []), ...found.items.filter(({ id }) => id !== byNumber?.id)];
    },
  });
  if (!text) return [];
  return (data ?? []).map((ticket: Ticket) => ({
    id: ticket.id,
    channelType: ticket.channel.type,
    label: ticket.subject,
    hint: joined([`#${ticket.number}`, ticket.contact.name ?? t('contact.visitor'), t(`status.${ticket.status}`)]),
    run: () => void navigate({ to: '/tickets/$ticketId', params: { ticketId: ticket.id }, search: (search) => search }),
  }));
}
